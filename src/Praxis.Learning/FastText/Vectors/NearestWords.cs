using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>
/// The words whose vectors point most nearly where a question points, by cosine; for one thread at a time. Sums are added in the original's order, so the answers and
/// their similarities are the original's.
/// </summary>
public sealed class NearestWords : IDisposable
{
    private readonly FastTextModel model;
    private readonly WordVectors vectors;
    private readonly WordIndex index;
    private readonly BestLabels best = new();

    /// <summary>Brings the vector of every word of the model to length one; takes as much memory as those vectors.</summary>
    public NearestWords(FastTextModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        vectors = new WordVectors(model);
        index = new WordIndex(model.Dictionary.Words, model.Options.Dimension, model.WordVector);
    }

    /// <summary>The words nearest to a word, the nearest first, without the word itself.</summary>
    /// <param name="word">Its bytes; it need not be in the dictionary if the model has character n-grams.</param>
    /// <param name="k">The most words; below 0 for all.</param>
    public IReadOnlyList<WordNeighbour> To(ReadOnlySpan<byte> word, int k = 10)
    {
        var query = new float[model.Options.Dimension];
        vectors.Of(word).CopyTo(query);
        return Nearest(query, k, [IdOf(word)]);
    }

    /// <summary>The words nearest to <c>a - b + c</c>, each brought to length one, without the three words (T. Mikolov et al., 2013, "Linguistic regularities in continuous space word representations").</summary>
    /// <param name="a">The word to begin with.</param>
    /// <param name="b">The word to take away.</param>
    /// <param name="c">The word to add.</param>
    /// <param name="k">The most words; below 0 for all.</param>
    public IReadOnlyList<WordNeighbour> ToAnalogy(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, int k = 10)
    {
        var query = new float[model.Options.Dimension];
        AddDirection(query, a, 1.0);
        AddDirection(query, b, -1.0);
        AddDirection(query, c, 1.0);
        return Nearest(query, k, [IdOf(a), IdOf(b), IdOf(c)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        vectors.Dispose();
        index.Dispose();
    }

    private static void AddTo(Span<float> sum, ReadOnlySpan<float> vector, float factor)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += factor * vector[i];
    }

    private int IdOf(ReadOnlySpan<byte> word) => model.Dictionary.Find(word);

    private void AddDirection(Span<float> sum, ReadOnlySpan<byte> word, double sign)
    {
        var vector = vectors.Of(word);
        AddTo(sum, vector, (float)(sign / (WordNorm.Of(vector) + 1e-8)));
    }

    private List<WordNeighbour> Nearest(float[] query, int k, ReadOnlySpan<int> without)
    {
        var words = model.Dictionary.Words;
        var most = k < 0 ? words : Math.Min(k, words);
        if (most == 0)
            return [];
        var norm = WordNorm.Of(query);
        norm = Math.Abs((double)norm) < 1e-8 ? 1 : norm;
        best.Clear(most);
        var scores = index.Scores(query);
        for (var id = 0; id < words; id++)
        {
            if (without.Contains(id))
                continue;
            var similarity = scores[id] / norm;
            if (!best.IsOut(similarity))
                best.Push(similarity, id);
        }

        var near = new List<WordNeighbour>(most);
        foreach (var (similarity, id) in best.Sorted())
            near.Add(new WordNeighbour(model.Dictionary.Text(id).ToArray(), similarity));
        return near;
    }
}
