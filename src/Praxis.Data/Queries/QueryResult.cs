namespace Praxis.Data.Queries;

/// <summary>The answer of a query, values as text.</summary>
public sealed record QueryResult
{
    /// <summary>The columns' names.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows; null is no value.</summary>
    public required IReadOnlyList<IReadOnlyList<string?>> Rows { get; init; }

    /// <summary>Whether there were more rows than asked for.</summary>
    public required bool Truncated { get; init; }
}
