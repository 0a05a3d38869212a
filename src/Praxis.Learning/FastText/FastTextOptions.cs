namespace Praxis.Learning.FastText;

/// <summary>The settings of a training, with fastText's defaults for a classifier; <see cref="ForVectors"/> has those for word vectors.</summary>
public sealed record FastTextOptions
{
    /// <summary>What is learned.</summary>
    public FastTextMode Mode { get; init; } = FastTextMode.Supervised;

    /// <summary>Start rate (<c>-lr</c>).</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Tokens between two changes of the rate (<c>-lrUpdateRate</c>).</summary>
    public int LearningRateUpdate { get; init; } = 100;

    /// <summary>Vector size (<c>-dim</c>).</summary>
    public int Dimension { get; init; } = 100;

    /// <summary>Words on either side of a word that belong to it (<c>-ws</c>); word vectors only.</summary>
    public int Window { get; init; } = 5;

    /// <summary>Passes over the text (<c>-epoch</c>).</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Least count of a word (<c>-minCount</c>).</summary>
    public int MinCount { get; init; } = 1;

    /// <summary>Least count of a label (<c>-minCountLabel</c>); not stored in the model.</summary>
    public int MinCountLabel { get; init; }

    /// <summary>Negatives a step (<c>-neg</c>).</summary>
    public int Negatives { get; init; } = 5;

    /// <summary>Longest word n-gram (<c>-wordNgrams</c>).</summary>
    public int WordNgrams { get; init; } = 1;

    /// <summary>The loss (<c>-loss</c>).</summary>
    public FastTextLoss Loss { get; init; } = FastTextLoss.Softmax;

    /// <summary>Rows for hashed n-grams (<c>-bucket</c>); 0 where there are none of words or characters.</summary>
    public int Buckets { get; init; } = 2_000_000;

    /// <summary>Shortest character n-gram (<c>-minn</c>).</summary>
    public int MinCharacters { get; init; }

    /// <summary>Longest character n-gram (<c>-maxn</c>); 0 for none.</summary>
    public int MaxCharacters { get; init; }

    /// <summary>Threads that update without locks (<c>-thread</c>); only one repeats to the byte.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Words more frequent than this share are dropped at random (<c>-t</c>); word vectors only.</summary>
    public double SamplingThreshold { get; init; } = 0.0001;

    /// <summary>What a label begins with (<c>-label</c>); not stored in the model.</summary>
    public string LabelPrefix { get; init; } = "__label__";

    /// <summary>Seed of everything random (<c>-seed</c>).</summary>
    public int Seed { get; init; }

    /// <summary>Words of a window that learn together with one set of negatives (BlazingText's <c>batch_size</c>, mode <c>batch_skipgram</c>); 0 for the original's steps one by one. Skipgram with negative sampling only.</summary>
    public int BatchSize { get; init; }

    /// <summary>Vectors to start the words from (<c>-pretrainedVectors</c>); each word of the file becomes one of the dictionary.</summary>
    public VectorFile? Pretrained { get; init; }

    /// <summary>Whether each pass takes the lines in an order of its own; false keeps the file's order, and with it the original's bytes.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Whether every row that a line uses starts at random, as with the original's ten threads or more; else one thread starts a tenth of them, as in the original.</summary>
    public bool StartsAllRows { get; init; }

    /// <summary>The defaults of <c>skipgram</c> and <c>cbow</c>.</summary>
    public static FastTextOptions ForVectors(FastTextMode mode) => new()
    {
        Mode = mode,
        LearningRate = 0.05,
        MinCount = 5,
        MinCharacters = 3,
        MaxCharacters = 6,
        Loss = FastTextLoss.NegativeSampling,
    };
}
