using System.Globalization;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The values of a statement that is put together; what a user said is never a part of its text.</summary>
internal sealed class SqlValues
{
    private readonly List<object?> all = [];

    public IReadOnlyList<object?> All => all;

    /// <summary>The name that stands for a value.</summary>
    public string Add(object? value)
    {
        all.Add(value);
        return "$" + (all.Count - 1).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A condition on an expression.</summary>
    public string Compare(string expression, FilterClause clause) => clause.Operator switch
    {
        "LIKE" => $"{expression} GLOB {Add(SearchPattern.Glob((string)clause.Values[0]))}",
        "ILIKE" => $"{expression} LIKE {Add(clause.Values[0])}",
        "IN" or "NOT IN" => $"{expression} {clause.Operator} ({string.Join(", ", clause.Values.Select(Add))})",
        _ => $"{expression} {clause.Operator} {Add(clause.Values[0])}",
    };
}
