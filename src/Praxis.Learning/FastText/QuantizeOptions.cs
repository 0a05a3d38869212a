namespace Praxis.Learning.FastText;

/// <summary>How a classifier is made small (<c>fasttext quantize</c>), with the original's defaults.</summary>
public sealed record QuantizeOptions
{
    /// <summary>Rows of words and n-grams to keep, those of the largest norm (<c>-cutoff</c>); 0 keeps all.</summary>
    public int Cutoff { get; init; }

    /// <summary>Whether the rows that were kept are trained again (<c>-retrain</c>); only after a cut.</summary>
    public bool Retrain { get; init; }

    /// <summary>Whether the norm of a row has a code of its own (<c>-qnorm</c>).</summary>
    public bool Qnorm { get; init; }

    /// <summary>Whether the output matrix is quantised too (<c>-qout</c>).</summary>
    public bool Qout { get; init; }

    /// <summary>Columns that share a code byte (<c>-dsub</c>).</summary>
    public int Dsub { get; init; } = 2;

    /// <summary>Passes of the training again (<c>-epoch</c>).</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Start rate of the training again (<c>-lr</c>).</summary>
    public double LearningRate { get; init; } = 0.05;

    /// <summary>Threads (<c>-thread</c>). The codes are the same for any number; the training again repeats to the byte on one.</summary>
    public int Threads { get; init; } = 1;
}
