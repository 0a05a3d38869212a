using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>The rows that a cut keeps: words in the order of their ids, then buckets by falling norm.</summary>
internal sealed class KeptRows
{
    private readonly int[] words;
    private readonly int[] buckets;
    private readonly int firstBucket;

    private KeptRows(int[] words, int[] buckets, int firstBucket) => (this.words, this.buckets, this.firstBucket) = (words, buckets, firstBucket);

    /// <summary>The <paramref name="cutoff"/> rows of the largest norm, <c>&lt;/s&gt;</c> always among them.</summary>
    public static KeptRows Of(FastTextModel model, int cutoff)
    {
        var norms = new Points((int)model.Input.Rows, model.Input.Columns, (row, into) => model.Input.Copy(row, into)).Norms();
        var order = new NormOrder[norms.Length];
        for (var row = 0; row < order.Length; row++)
            order[row] = new NormOrder(norms[row], row, row == model.Dictionary.EndOfLine);
        IntroSort.Sort(order);
        var kept = order.Take(cutoff).Select(entry => entry.Row).ToList();
        var firstBucket = model.Dictionary.Words;
        return new KeptRows([.. kept.Where(row => row < firstBucket).Order()], [.. kept.Where(row => row >= firstBucket).Select(row => row - firstBucket)], firstBucket);
    }

    /// <summary>The dictionary without the other words.</summary>
    public FastTextDictionary Prune(FastTextDictionary dictionary)
    {
        var rows = buckets.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var pruned = dictionary.Keep([.. words, .. Enumerable.Range(dictionary.Words, dictionary.Labels)], words.Length);
        pruned.Pruned = [.. GccHashOrder.Of(buckets).Select(bucket => new KeyValuePair<int, int>(bucket, rows[bucket]))];
        return pruned;
    }

    /// <summary>A matrix of the kept rows.</summary>
    public RowMatrix Copy(InputRows input)
    {
        var matrix = new RowMatrix(words.Length + buckets.Length, input.Columns);
        for (var i = 0; i < words.Length; i++)
            input.Copy(words[i], matrix.Row(i));
        for (var i = 0; i < buckets.Length; i++)
            input.Copy(firstBucket + buckets[i], matrix.Row(words.Length + i));
        return matrix;
    }
}
