namespace Praxis.Data.Statistics;

/// <summary>Rows that something holds for: how many, and the numbers of the first of them, from 1.</summary>
/// <param name="Count">All of them.</param>
/// <param name="First">The first, at most <see cref="Most"/>.</param>
public sealed record RowSet(long Count, IReadOnlyList<long> First)
{
    /// <summary>The most row numbers kept.</summary>
    public const int Most = 1000;

    /// <summary>No rows.</summary>
    public static RowSet None { get; } = new(0, []);

    /// <summary>These rows.</summary>
    public static RowSet Of(IReadOnlyCollection<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new RowSet(rows.Count, [.. rows.Take(Most)]);
    }
}
