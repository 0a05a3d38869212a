using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;
using Praxis.Learning.Numerics;
using Praxis.Learning.Onnx;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>A fitted model, in memory and as a file: magic, version, options, labels, features, idf, weights, SHA-256.</summary>
internal sealed class TfidfLogisticRegressionModel : ITextClassifier, IOnnxModel, ILinearTextModel
{
    private const int Magic = 0x4D585250; // PRXM
    private const int Version = 1;
    private readonly TfidfVectorizer _vectorizer;
    private readonly string[] _labels;
    private readonly float[] _weights; // feature by feature, a value a label; the intercept is last

    public TfidfLogisticRegressionModel(TfidfVectorizer vectorizer, string[] labels, float[] weights)
    {
        _vectorizer = vectorizer;
        _labels = labels;
        _weights = weights;
    }

    public IReadOnlyList<string> Labels => _labels;

    public int FeatureCount => _vectorizer.Features.Count;

    public int OutputCount => _labels.Length;

    public string FeatureName(int feature) => _vectorizer.Features[feature];

    public double FeatureWeight(int feature, int output) => Weight(feature, output);

    public double InterceptOf(int output) => Weight(FeatureCount, output);

    public void FeaturesOf(string text, List<int> features, List<float> values) => _vectorizer.Transform(text, features, values);

    public static TfidfLogisticRegressionModel Load(Stream stream)
    {
        try
        {
            return Parse(ReadAll(stream));
        }
        catch (Exception e) when (e is FormatException or EndOfStreamException)
        {
            throw new UserException(
                new Problem
                {
                    Type = "damaged-model",
                    Found = $"The model is damaged: {e.Message}",
                    Expected = $"a model that {TfidfLogisticRegressionTrainer.Name} wrote",
                    Remedy = "Train it again, or restore it from a copy",
                },
                e);
        }
    }

    public void Save(Stream stream)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            var buffered = new BufferedStream(hashed, 1 << 16);
            var writer = new ByteWriter(buffered);
            var options = _vectorizer.Options;
            writer.Write<int>([Magic, Version]);
            writer.Write(TfidfLogisticRegressionTrainer.Name);
            writer.Write<int>([(int)options.Tokenizer, options.MaxNgram, options.MinDocumentFrequency, options.SublinearTf ? 1 : 0, options.UseIdf ? 1 : 0]);
            writer.Write(_labels.Length);
            foreach (var label in _labels)
                writer.Write(label);
            writer.Write(_vectorizer.Features.Count);
            foreach (var feature in _vectorizer.Features)
                writer.Write(feature);
            writer.Write([.. _vectorizer.Idf]);
            writer.Write<float>(_weights);
            buffered.Flush();
            hashed.FlushFinalBlock();
        }

        stream.Write(hash.Hash!);
    }

    public void Predict(string text, Span<double> probabilities)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (probabilities.Length != _labels.Length)
            throw new ArgumentException($"{_labels.Length} probabilities are to be written, not {probabilities.Length}", nameof(probabilities));
        var indices = new List<int>();
        var values = new List<float>();
        _vectorizer.Transform(text, indices, values);
        for (var k = 0; k < probabilities.Length; k++)
            probabilities[k] = Weight(_vectorizer.Features.Count, k);
        for (var i = 0; i < indices.Count; i++)
        {
            var own = _weights.AsSpan(indices[i] * _labels.Length, _labels.Length);
            for (var k = 0; k < own.Length; k++)
                probabilities[k] += (double)values[i] * own[k];
        }

        Softmax.InPlace(probabilities);
    }

    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var means = new double[_vectorizer.Features.Count];
        for (var feature = 0; feature < means.Length; feature++)
        {
            for (var k = 0; k < _labels.Length; k++)
                means[feature] += Weight(feature, k);
            means[feature] /= _labels.Length;
        }

        var all = new IReadOnlyList<TellingFeature>[_labels.Length];
        for (var k = 0; k < all.Length; k++)
        {
            var best = new PriorityQueue<int, (double Weight, int Place)>();
            for (var feature = 0; feature < means.Length; feature++)
            {
                var weight = Weight(feature, k) - means[feature];
                if (weight <= 0)
                    continue;
                best.Enqueue(feature, (weight, -feature));
                if (best.Count > most)
                    best.Dequeue();
            }

            var strongest = new TellingFeature[best.Count];
            for (var i = strongest.Length - 1; best.TryDequeue(out var feature, out var rank); i--)
                strongest[i] = new TellingFeature(_vectorizer.Features[feature], rank.Weight);
            all[k] = strongest;
        }

        return all;
    }

    OnnxGraph IOnnxModel.ToOnnx() => TfidfGraph.Create(_vectorizer, _labels, _weights);

    OnnxInput IOnnxModel.OnnxInputOf(string text)
    {
        var tokens = new List<string>();
        var normal = TextTokenizer.Normalize(text);
        for (var position = 0; TextTokenizer.TryNext(_vectorizer.Options.Tokenizer, normal, ref position, out var token);)
            tokens.Add(token.ToString());
        return new OnnxInput { Tokens = tokens.Count > 0 ? tokens : [""] };
    }

    private double Weight(int feature, int label) => _weights[(feature * _labels.Length) + label];

    private static byte[] ReadAll(Stream stream)
    {
        if (!stream.CanSeek)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }

        var length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new FormatException("it is longer than any model");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static TfidfLogisticRegressionModel Parse(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        if (reader.Read<int>(1)[0] != Magic)
            throw new FormatException("it does not begin like a model");
        if (reader.Read<int>(1)[0] != Version)
            throw new FormatException("it has another version");
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < 8 || !SHA256.HashData(bytes[..end]).AsSpan().SequenceEqual(bytes[end..]))
            throw new FormatException("its SHA-256 does not agree");
        reader = new ByteReader(bytes[8..end]);
        if (reader.Text() != TfidfLogisticRegressionTrainer.Name)
            throw new FormatException("another algorithm wrote it");
        var options = new TfidfOptions
        {
            Tokenizer = (TextTokenizerKind)reader.Number(0, 1),
            MaxNgram = reader.Number(1, TfidfLogisticRegressionSettings.MostNgram),
            MinDocumentFrequency = reader.Number(1, int.MaxValue),
            SublinearTf = reader.Number(0, 1) == 1,
            UseIdf = reader.Number(0, 1) == 1,
        };
        var labels = new string[reader.Count(4)];
        if (labels.Length < 2)
            throw new FormatException("it has fewer than two labels");
        for (var i = 0; i < labels.Length; i++)
            labels[i] = reader.Text();
        var features = new string[reader.Count(4 + sizeof(double) + (sizeof(float) * labels.Length))];
        for (var i = 0; i < features.Length; i++)
            features[i] = reader.Text();
        var idf = reader.Read<double>(features.Length);
        foreach (var value in idf)
        {
            if (!double.IsFinite(value) || value <= 0)
                throw new FormatException("an idf is no positive number");
        }

        var weights = reader.Read<float>(checked((features.Length + 1) * labels.Length));
        foreach (var value in weights)
        {
            if (!float.IsFinite(value))
                throw new FormatException("a weight is no number");
        }

        if (!reader.IsAtEnd)
            throw new FormatException("something follows the weights");
        return new TfidfLogisticRegressionModel(new TfidfVectorizer(options, features, idf.ToArray()), labels, weights.ToArray());
    }
}
