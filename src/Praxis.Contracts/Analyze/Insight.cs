namespace Praxis.Contracts.Analyze;

/// <summary>Something that was found in a dataset and may harm a model.</summary>
public sealed record Insight
{
    /// <summary>What it is, for example <c>duplicate-rows</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>How much it matters.</summary>
    public required InsightSeverity Severity { get; init; }

    /// <summary>The column; null where it is about rows or the whole table.</summary>
    public string? Column { get; init; }

    /// <summary>What was found, a sentence with its numbers.</summary>
    public required string Finding { get; init; }

    /// <summary>What it does to a model, a sentence.</summary>
    public required string Harm { get; init; }

    /// <summary>The figures by name.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = new Dictionary<string, double>();

    /// <summary>How many rows it is about; 0 where it is not about single rows.</summary>
    public long RowCount { get; init; }

    /// <summary>The numbers of those rows from 1, at most the first thousand; the worst first where they are ranked.</summary>
    public IReadOnlyList<long> Rows { get; init; } = [];

    /// <summary>Values that show it, as written.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>The step of a recipe that mends it, a line of YAML; null where a person has to decide.</summary>
    public string? Step { get; init; }
}
