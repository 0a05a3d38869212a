namespace Praxis.Learning.FastText.Rows;

/// <summary>Which row of memory each word and bucket has; the model file has words first, by id, then all buckets.</summary>
internal sealed class InputPlaces : IDisposable
{
    private readonly int[]? wordRows;
    private readonly int firstBucket;

    /// <summary>The places of a model file.</summary>
    public InputPlaces(int words, int bucketCount)
        : this(words, bucketCount, null, words, false)
    {
    }

    /// <param name="words">Number of words.</param>
    /// <param name="bucketCount">Number of buckets.</param>
    /// <param name="wordRows">The row of each word; null where it is the word's id.</param>
    /// <param name="rowsOfWords">Rows before the first bucket's.</param>
    /// <param name="isSparse">Whether only buckets that are used get a row.</param>
    public InputPlaces(int words, int bucketCount, int[]? wordRows, int rowsOfWords, bool isSparse)
    {
        (Words, BucketCount, this.wordRows, firstBucket) = (words, bucketCount, wordRows, rowsOfWords);
        Buckets = isSparse && bucketCount > 0 ? new BucketRows(bucketCount, rowsOfWords) : null;
    }

    public int Words { get; }

    public int BucketCount { get; }

    /// <summary>The rows of the buckets that are used; null where every bucket has one.</summary>
    public BucketRows? Buckets { get; }

    /// <summary>Whether a word's row is another than its id.</summary>
    public bool HasOwnWordRows => wordRows is not null;

    /// <summary>The row of bucket 0, where those of all buckets follow it in order; else -1.</summary>
    public int FirstBucket => Buckets is null ? firstBucket : -1;

    /// <summary>Rows of the model file.</summary>
    public long FileRows => Words + (long)BucketCount;

    public int RowOfWord(int word) => wordRows is null ? word : wordRows[word];

    /// <summary>The row of a bucket, or -1 where it is zero.</summary>
    public int RowOfBucket(int bucket) => Buckets is null ? firstBucket + bucket : Buckets[bucket];

    /// <summary>The row of a place in the model file, or -1 where it is zero.</summary>
    public int RowOf(long place) => place < Words ? RowOfWord((int)place) : RowOfBucket((int)(place - Words));

    /// <summary>The matrix with its start values. A bucket without a row is zero for ever, so one that starts with values gets one even where no line uses it.</summary>
    public RowMatrix Create(FastTextOptions options)
    {
        if (options.StartsAllRows)
            return StartValues.FillUsed(new RowMatrix(Buckets?.Rows ?? firstBucket + (long)BucketCount, options.Dimension), options);
        if (Buckets is not null)
        {
            var filled = (StartValues.Filled(FileRows, options) + options.Dimension - 1) / options.Dimension - Words;
            for (var bucket = 0; bucket < filled; bucket++)
                Buckets.Take(bucket);
        }

        var input = new RowMatrix(Buckets?.Rows ?? firstBucket + (long)BucketCount, options.Dimension);
        StartValues.Fill(input, this, options);
        return input;
    }

    public void Dispose() => Buckets?.Dispose();
}
