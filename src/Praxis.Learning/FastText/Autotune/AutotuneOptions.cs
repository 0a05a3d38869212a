namespace Praxis.Learning.FastText.Autotune;

/// <summary>How settings are searched (<c>-autotune-...</c>), with the original's defaults.</summary>
public sealed record AutotuneOptions
{
    /// <summary>What is made as large as it gets.</summary>
    public AutotuneMetric Metric { get; init; } = new();

    /// <summary>Labels that are asked for a line when a trial is scored.</summary>
    public int Predictions { get; init; } = 1;

    /// <summary>How long the search lasts; the training with the best settings comes on top.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Bytes that the file may have, so that every trial is quantised; null for a model that is not quantised.</summary>
    public long? ModelSize { get; init; }

    /// <summary>The settings that stay as they are, by the original's names: epoch, lr, dim, wordNgrams, minn, maxn, bucket, loss, dsub.</summary>
    public IReadOnlySet<string> Fixed { get; init; } = new HashSet<string>();

    /// <summary>Columns that share a code byte in the first trial.</summary>
    public int Dsub { get; init; } = 2;
}
