using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Train;

/// <summary>A column that a classifier looks at.</summary>
/// <param name="Name">Its name in the data and in questions to the model.</param>
/// <param name="Kind">How its values are looked at.</param>
public sealed record FeatureColumn(string Name, FeatureKind Kind)
{
    /// <summary>The common case: one column of text.</summary>
    public static IReadOnlyList<FeatureColumn> OneText { get; } = [new("text", FeatureKind.Text)];

    /// <summary>The columns in words, safe to show: <c>'Title' (text), 'Class Name' (categorical)</c>.</summary>
    public static string Describe(IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return string.Join(", ", columns.Take(40).Select(column => $"'{SafeText.Line(column.Name, 80)}' ({column.Kind.ToString().ToLowerInvariant()})"));
    }
}
