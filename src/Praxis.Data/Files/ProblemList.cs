using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Files;

/// <summary>The problems of one file; throws as soon as there are as many as one exception tells.</summary>
internal sealed class ProblemList(string fileName)
{
    private readonly List<Problem> problems = [];

    public void Add(string type, string found, string? where = null, string? expected = null, string? remedy = null)
    {
        var file = SafeText.Line(fileName, 120);
        problems.Add(new Problem { Type = type, Found = found, Where = where is null ? file : $"{file}, {where}", Expected = expected, Remedy = remedy });
        if (problems.Count >= UserException.MostProblems)
            ThrowIfAny();
    }

    public void ThrowIfAny()
    {
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }

    public static string Row(long row) => row == 0 ? "header row" : string.Create(CultureInfo.InvariantCulture, $"row {row}");

    /// <summary>Fills in unnamed columns and reports names that the table cannot hold.</summary>
    public string[] CheckNames(IReadOnlyList<string> names)
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var result = new string[names.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var name = result[i] = names[i].Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"column{i}") : names[i];
            if (name == Sql.RowColumn || name.StartsWith(Sql.WrittenPrefix, StringComparison.Ordinal))
                Add("reserved-column", $"the column name '{SafeText.Line(name, 80)}' is reserved", "header row", null, "Rename the column");
            if (!seen.TryAdd(name, i))
                Add("duplicate-column", $"columns {seen[name] + 1} and {i + 1} are both called '{SafeText.Line(name, 80)}'", "header row", "names that differ in more than upper and lower case", "Rename one of them");
        }

        return result;
    }
}
