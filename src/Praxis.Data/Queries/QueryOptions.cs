namespace Praxis.Data.Queries;

/// <summary>What a query may take.</summary>
public sealed record QueryOptions
{
    /// <summary>The most memory for tables and intermediate results, in bytes; what is more goes to <see cref="SpillFolder"/>.</summary>
    public long Memory { get; init; } = DatabaseMemory.Default;

    /// <summary>The longest time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>A folder of the query's own for what does not fit into memory; null spills nothing.</summary>
    public string? SpillFolder { get; init; }

    /// <summary>The most that is spilled, in bytes.</summary>
    public long MostSpill { get; init; } = 50L << 30;
}
