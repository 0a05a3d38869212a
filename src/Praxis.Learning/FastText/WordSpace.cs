using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Vectors;

namespace Praxis.Learning.FastText;

/// <summary>Words as points: which are near to one another by the cosine of their vectors. Safe for use by many threads at once.</summary>
public sealed class WordSpace : IDisposable
{
    private const double Least = 1e-8;
    private readonly byte[][] words;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly WordIndex index;
    private readonly Func<string, float[]?> vectorOf;

    private WordSpace(byte[][] words, WordIndex index, Func<WordSpace, string, float[]?> vectorOf)
    {
        (this.words, this.index) = (words, index);
        this.vectorOf = word => vectorOf(this, word);
        for (var i = 0; i < words.Length; i++)
            places.TryAdd(Encoding.UTF8.GetString(words[i]), i);
    }

    /// <summary>The words of a model; a word that it has not stands where its character n-grams do.</summary>
    public static WordSpace Of(FastTextModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var words = new byte[model.Dictionary.Words][];
        for (var id = 0; id < words.Length; id++)
            words[id] = model.Dictionary.Text(id).ToArray();
        return new WordSpace(words, new WordIndex(words.Length, model.Options.Dimension, model.WordVector), (_, word) => model.WordVector(word));
    }

    /// <summary>The words of a file of vectors; others are unknown.</summary>
    public static WordSpace Of(VectorFile vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        return new WordSpace([.. vectors.Words], new WordIndex(vectors.Count, vectors.Dimension, (row, into) => vectors.Vector(row).CopyTo(into)), (space, word) =>
            space.places.TryGetValue(word, out var place) ? vectors.Vector(place).ToArray() : null);
    }

    /// <summary>The words nearest to a word, without itself, the nearest first.</summary>
    /// <param name="word">The word.</param>
    /// <param name="k">The most words.</param>
    /// <exception cref="UserException">The word is unknown.</exception>
    public IReadOnlyList<(string Word, float Similarity)> NearestNeighbors(string word, int k = 10) => Nearest(Vector(word), [word], k);

    /// <summary>The words nearest to a - b + c (T. Mikolov et al., 2013, "Linguistic regularities in continuous space word representations"), without the three.</summary>
    /// <exception cref="UserException">A word is unknown.</exception>
    public IReadOnlyList<(string Word, float Similarity)> Analogies(string a, string b, string c, int k = 10)
    {
        var query = new float[index.Columns];
        foreach (var (word, sign) in ((string, double)[])[(a, 1.0), (b, -1.0), (c, 1.0)])
        {
            var vector = Vector(word);
            var factor = (float)(sign / (WordNorm.Of(vector) + Least));
            for (var j = 0; j < query.Length; j++)
                query[j] += factor * vector[j];
        }

        return Nearest(query, [a, b, c], k);
    }

    /// <summary>The cosine of two words' vectors; null where one is unknown or zero.</summary>
    public double? Similarity(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (vectorOf(first) is not { } x || vectorOf(second) is not { } y)
            return null;
        double dot = 0, squaresOfX = 0, squaresOfY = 0;
        for (var j = 0; j < x.Length; j++)
        {
            dot += (double)x[j] * y[j];
            squaresOfX += (double)x[j] * x[j];
            squaresOfY += (double)y[j] * y[j];
        }

        return squaresOfX > 0 && squaresOfY > 0 ? dot / Math.Sqrt(squaresOfX * squaresOfY) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => index.Dispose();

    private float[] Vector(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return vectorOf(word) ?? throw new UserException(new Problem { Type = "unknown-word", Found = $"the vectors have no word {SafeText.Line(word)}", Expected = "a word of the file, or a model with character n-grams" });
    }

    private List<(string Word, float Similarity)> Nearest(float[] query, string[] banned, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var norm = WordNorm.Of(query);
        if (norm < Least)
            norm = 1;
        var scores = index.Scores(query);
        var best = new BestLabels();
        best.Clear(k);
        var unwanted = banned.Select(word => places.GetValueOrDefault(word, -1)).ToHashSet();
        for (var i = 0; i < words.Length; i++)
        {
            var similarity = scores[i] / norm;
            if (!best.IsOut(similarity) && !unwanted.Contains(i))
                best.Push(similarity, i);
        }

        var found = new List<(string, float)>();
        foreach (var (score, place) in best.Sorted())
            found.Add((Encoding.UTF8.GetString(words[place]), score));
        return found;
    }
}
