using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What is asked of a dataset.</summary>
public sealed record InsightsQuestion
{
    /// <summary>The column that a model is to predict; null looks at the columns alone.</summary>
    public string? Target { get; init; }

    /// <summary>Seed of samples, splits and models.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most rows that association, collinearity and texts are measured on; statistics count all.</summary>
    public int SampleRows { get; init; } = 100_000;

    /// <summary>The most rows that models are fitted on.</summary>
    public int ModelRows { get; init; } = 10_000;

    /// <summary>How many threads may compute.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses a target that is no column.</summary>
    /// <exception cref="UserException">There is no such column.</exception>
    public void Check(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (Target is null || columns.Contains(Target))
            return;
        throw new UserException(new Problem
        {
            Type = "unknown-column",
            Found = $"there is no column '{SafeText.Line(Target, 80)}'",
            Where = "--target",
            Expected = "one of " + string.Join(", ", columns.Take(40).Select(column => SafeText.Line(column, 80))),
            Remedy = NearestName.Suggestion(Target, columns),
        });
    }
}
