namespace Praxis.Data.Tables;

/// <summary>Which rows take part.</summary>
public sealed record RowFilter
{
    /// <summary>Columns that must have a value.</summary>
    public IReadOnlyList<string> NotNull { get; init; } = [];

    /// <summary>The column whose <see cref="ExcludedValues"/> are left out; null leaves none out.</summary>
    public string? ExcludeColumn { get; init; }

    /// <summary>Values, as written, that are left out.</summary>
    public IReadOnlyList<string> ExcludedValues { get; init; } = [];
}
