using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText;

/// <summary>A supervised fastText model; reads and writes the original's <c>.bin</c> files. Safe for use by many threads at once.</summary>
public sealed class FastTextModel
{
    internal const int Magic = 793_712_314;
    internal const int Version = 12;
    private readonly OutputLayer layer;
    private readonly Matrix input;
    private readonly Matrix output;

    internal FastTextModel(FastTextOptions options, FastTextDictionary dictionary, Matrix input, Matrix output)
    {
        Options = options;
        Dictionary = dictionary;
        (this.input, this.output) = (input, output);
        layer = LayerOf(options, dictionary, output);
    }

    /// <summary>The settings that the file keeps; the others have their defaults after a load.</summary>
    public FastTextOptions Options { get; }

    /// <summary>The labels without their prefix, the most frequent first.</summary>
    public IReadOnlyList<string> Labels => [.. Dictionary.Entries.Skip(Dictionary.Words).Select(entry => Encoding.UTF8.GetString(entry.Text.AsSpan("__label__"u8.Length)))];

    internal FastTextDictionary Dictionary { get; }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserException">The stream holds no supervised dense fastText model, or is damaged.</exception>
    public static FastTextModel Load(Stream stream) => FastTextFile.Read(stream);

    /// <summary>Writes the model as the original writes its <c>.bin</c> file.</summary>
    public void Save(Stream stream) => FastTextFile.Write(stream, Options, Dictionary, input, output);

    /// <summary>The best labels of a line with their probabilities, the best first; none where the line has no known feature.</summary>
    /// <param name="line">One line without its line break; what follows a line break is not read.</param>
    /// <param name="k">The most labels.</param>
    /// <param name="threshold">The least probability.</param>
    public IReadOnlyList<(string Label, float Probability)> Predict(string line, int k = 1, float threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(line);
        var names = Labels;
        return [.. PredictScores(Encoding.UTF8.GetBytes(line + "\n"), k, threshold).Select(best => (names[best.Label], MathF.Exp(best.Score)))];
    }

    internal IReadOnlyList<(float Score, int Label)> PredictScores(byte[] line, int k, float threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        var (features, labels) = (new List<int>(), new List<int>());
        var reader = new TokenReader(line);
        Dictionary.Copy().ReadLine(ref reader, features, labels);
        if (features.Count == 0)
            return [];
        var hidden = new float[Options.Dimension];
        Average(input, features, hidden);
        var best = new BestLabels(k);
        layer.Predict(hidden, threshold, best);
        return best.Sorted();
    }

    /// <summary>Each word with its score for every label, alone in a line.</summary>
    internal IEnumerable<(string Word, double[] Scores)> WordWeights()
    {
        var hidden = new float[Options.Dimension];
        for (var id = 0; id < Dictionary.Words; id++)
        {
            Average(input, [.. Dictionary.Entries[id].Subwords], hidden);
            var own = hidden;
            yield return (Encoding.UTF8.GetString(Dictionary.Entries[id].Text), [.. Enumerable.Range(0, Dictionary.Labels).Select(label => (double)output.Dot(own, label))]);
        }
    }

    internal static void Average(Matrix input, List<int> features, Span<float> hidden)
    {
        hidden.Clear();
        foreach (var feature in features)
            Matrix.Add(hidden, input.Row(feature));
        Matrix.Scale(hidden, (float)(1.0 / features.Count));
    }

    internal static OutputLayer LayerOf(FastTextOptions options, FastTextDictionary dictionary, Matrix output)
    {
        long[] counts = [.. dictionary.Entries.Skip(dictionary.Words).Select(entry => entry.Count)];
        return options.Loss switch
        {
            FastTextLoss.Softmax => new SoftmaxLayer(output),
            FastTextLoss.OneVersusAll => new OneVersusAllLayer(output),
            FastTextLoss.NegativeSampling => new NegativeSamplingLayer(output, options.Negatives, counts),
            _ => new HierarchicalSoftmaxLayer(output, counts),
        };
    }
}
