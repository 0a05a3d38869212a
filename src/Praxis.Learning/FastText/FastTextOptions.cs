namespace Praxis.Learning.FastText;

/// <summary>The settings of a supervised training, with fastText's names and defaults.</summary>
public sealed record FastTextOptions
{
    /// <summary>Start rate.</summary>
    public float LearningRate { get; init; } = 0.1f;

    /// <summary>Tokens between two changes of the rate.</summary>
    public int LearningRateUpdate { get; init; } = 100;

    /// <summary>Vector size.</summary>
    public int Dimension { get; init; } = 100;

    /// <summary>Passes over the text.</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Least count of a word.</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>Least count of a label; not stored in the model.</summary>
    public int MinCountLabel { get; init; }

    /// <summary>Negatives a step.</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>Longest word n-gram.</summary>
    public int WordNgrams { get; init; } = 1;

    /// <summary>The loss.</summary>
    public FastTextLoss Loss { get; init; } = FastTextLoss.Softmax;

    /// <summary>Rows for hashed n-grams; 0 where there are none of words or characters.</summary>
    public int Buckets { get; init; } = 2_000_000;

    /// <summary>Shortest character n-gram.</summary>
    public int MinCharacters { get; init; }

    /// <summary>Longest character n-gram; 0 for none.</summary>
    public int MaxCharacters { get; init; }

    /// <summary>Seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>Window, which supervised training does not use.</summary>
    internal int Window { get; init; } = 5;

    /// <summary>Sub-sampling threshold, which supervised training does not use.</summary>
    internal double Threshold { get; init; } = 0.0001;

    /// <summary>The mode's id in the model file.</summary>
    internal int Mode { get; init; } = 3;
}
