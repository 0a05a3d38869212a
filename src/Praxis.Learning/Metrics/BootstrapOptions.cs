namespace Praxis.Learning.Metrics;

/// <summary>How a bootstrap is drawn; it stands beside every result so that the draw can be repeated.</summary>
public sealed record BootstrapOptions
{
    /// <summary>How often the rows are drawn again.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The part of the replicates inside the interval, 0 to 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Seed of the drawing; the same seed gives the same interval.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicates, 2, nameof(Replicates));
        if (Level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "The level lies between 0 and 1.");
    }
}
