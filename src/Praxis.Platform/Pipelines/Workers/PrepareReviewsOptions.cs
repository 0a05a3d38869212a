namespace Praxis.Platform.Pipelines.Workers;

/// <summary>How <see cref="PrepareReviewsWorker"/> prepares; the defaults are the lab's.</summary>
public sealed record PrepareReviewsOptions
{
    /// <summary>The share of the rows to train on.</summary>
    public double Train { get; init; } = 0.9;

    /// <summary>The share to validate with.</summary>
    public double Validation { get; init; } = 0.05;

    /// <summary>The share to test with.</summary>
    public double Test { get; init; } = 0.05;

    /// <summary>Whether every class keeps as many rows as the smallest has.</summary>
    public bool Balance { get; init; } = true;

    /// <summary>Seed of what is drawn.</summary>
    public ulong Seed { get; init; } = 42;
}
