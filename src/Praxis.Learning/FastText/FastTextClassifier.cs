using System.Buffers;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.FastText.Files;
using Praxis.Learning.Onnx;

namespace Praxis.Learning.FastText;

/// <summary>A fastText model as a text classifier; its labels are numbers in the model and names here. Labels that were too rare for the model have the probability 0.</summary>
internal sealed class FastTextClassifier : ITextClassifier, IOnnxModel
{
    private const int Magic = 0x31_54_46_50; // "PFT1"
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t\r\n\v\f\0");
    private readonly FastTextModel model;
    private readonly int[] places;

    public FastTextClassifier(FastTextModel model, string[] labels)
    {
        this.model = model;
        Labels = labels;
        places = [.. model.Labels.Select(name => int.TryParse(name, out var place) && place >= 0 && place < labels.Length ? place : -1)];
        if (places.Length > labels.Length || places.Distinct().Count() != places.Length || places.Contains(-1))
            throw new UserException(new Problem { Type = "damaged-model", Found = "the model's labels and their names do not belong together" });
    }

    public IReadOnlyList<string> Labels { get; }

    public static FastTextClassifier Load(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            var (magic, count) = (reader.ReadInt32(), reader.ReadInt32());
            if (magic == ModelWriter.Magic)
                throw new UserException(new Problem { Type = "no-classifier", Found = "the model holds word vectors, which say no labels", Expected = "a model of mode supervised", Remedy = "praxis models export NAME --fasttext vectors.bin writes it for praxis fasttext nn, analogies and print-word-vectors" });
            if (magic != Magic || count is < 1 or > 100_000)
                throw new UserException(new Problem { Type = "damaged-model", Found = "the file is no fastText classifier of Praxis" });
            var labels = new List<string>();
            for (var i = 0; i < count; i++)
                labels.Add(reader.ReadString());
            return new FastTextClassifier(FastTextModel.Load(stream), [.. labels]);
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or DecoderFallbackException or IOException)
        {
            throw new UserException(new Problem { Type = "damaged-model", Found = "the fastText classifier ends too early" }, error);
        }
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Labels.Count);
        foreach (var label in Labels)
            writer.Write(label);
        writer.Flush();
        model.Save(stream);
    }

    /// <summary>Writes the model as the original's file, its labels as <c>__label__NAME</c>.</summary>
    /// <exception cref="UserException">A label cannot be a word.</exception>
    public void SaveAsFastText(Stream stream)
    {
        var wrong = Labels.Where(label => label.Length == 0 || label.AsSpan().IndexOfAny(Separators) >= 0).ToList();
        if (wrong.Count > 0)
            throw new UserException(Fault.Input, wrong.Select(label => new Problem { Type = "label-with-blank", Found = $"the label '{SafeText.Line(label, 60)}' cannot be written as fastText's, since it is no single word", Remedy = "Train with labels without blanks (--label-map)" }));
        ModelWriter.Write(stream, model, label => Encoding.UTF8.GetBytes("__label__" + Labels[places[label]]));
    }

    /// <summary>One line of a text: what would end the line, and a label's prefix, lose their meaning.</summary>
    public static string Line(string text) =>
        text.ToLowerInvariant().ReplaceLineEndings(" ").Replace("__label__", "__label_", StringComparison.Ordinal).Replace("</s>", "</s", StringComparison.Ordinal);

    public void Predict(string text, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (probabilities.Length != Labels.Count)
            throw new ArgumentException($"{Labels.Count} probabilities are to be written, not {probabilities.Length}", nameof(probabilities));
        var sum = 0.0;
        var own = new double[Labels.Count];
        model.PredictScores(Encoding.UTF8.GetBytes(Line(text)), Labels.Count, 0, (score, label) => sum += own[places[label]] = Math.Exp(score));
        own.CopyTo(probabilities);
        if (sum > 0)
            foreach (ref var probability in probabilities)
                probability /= sum;
        else
            probabilities.Fill(1.0 / Labels.Count);
    }

    OnnxGraph IOnnxModel.ToOnnx() => FastTextGraph.Create(model, Labels, places);

    OnnxInput IOnnxModel.OnnxInputOf(string text) => FastTextGraph.InputOf(model, Encoding.UTF8.GetBytes(Line(text)));

    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        var weights = model.WordWeights();
        var own = new IReadOnlyList<TellingFeature>[Labels.Count];
        Array.Fill(own, []);
        for (var label = 0; label < places.Length; label++)
        {
            var k = label;
            own[places[label]] = [.. weights
                .Select(word => new TellingFeature(word.Word, word.Scores[k] - word.Scores.Average()))
                .Where(feature => feature.Weight > 0)
                .OrderByDescending(feature => feature.Weight)
                .ThenBy(feature => feature.Feature, StringComparer.Ordinal)
                .Take(most)];
        }

        return own;
    }
}
