using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Tabular;

namespace Praxis.Learning.Trees;

/// <summary>Boosted trees over encoded rows; evaluated without LightGBM.</summary>
internal sealed class GradientBoostingModel : ITextClassifier
{
    private readonly string[] _labels;
    private readonly DenseEncoder _encoder;
    private readonly TreeEnsemble _trees;

    public GradientBoostingModel(string[] labels, DenseEncoder encoder, TreeEnsemble trees)
    {
        if (labels.Length != trees.ClassCount || encoder.Width != trees.FeatureCount)
            throw new FormatException("labels, columns and trees do not belong together");
        (_labels, _encoder, _trees) = (labels, encoder, trees);
    }

    public IReadOnlyList<string> Labels => _labels;

    public IReadOnlyList<FeatureColumn> Columns => _encoder.Columns;

    public void Predict(string text, Span<double> probabilities) => Predict(new Instance(text), probabilities);

    public void Predict(Instance instance, Span<double> probabilities)
    {
        if (probabilities.Length != _labels.Length)
            throw new ArgumentException($"{_labels.Length} probabilities are to be written, not {probabilities.Length}", nameof(probabilities));
        var row = new float[_encoder.Width];
        _encoder.Encode(instance, row);
        _trees.Predict(row, probabilities);
    }

    /// <summary>The features whose splits lessened a class's loss most, as shares of the whole; they tell a class apart, for it or against it.</summary>
    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var names = _encoder.Names;
        return [.. _labels.Select((_, k) =>
        {
            var gains = _trees.Gains.AsSpan((_labels.Length == 2 ? 0 : k) * names.Count, names.Count).ToArray();
            var sum = gains.Sum();
            return gains.Select((gain, i) => new TellingFeature(names[i], sum > 0 ? gain / sum : 0))
                .Where(feature => feature.Weight > 0)
                .OrderByDescending(feature => feature.Weight).ThenBy(feature => feature.Feature, StringComparer.Ordinal)
                .Take(most).ToArray();
        })];
    }

    public void Save(Stream stream) => ModelFile.Save(stream, GradientBoostingTrainer.Name, Write);

    public static GradientBoostingModel Load(Stream stream) => ModelFile.Load(stream, GradientBoostingTrainer.Name, Read);

    public void Write(ByteWriter writer)
    {
        ModelFile.WriteTexts(writer, _labels);
        _encoder.Save(writer);
        _trees.Save(writer);
    }

    public static GradientBoostingModel Read(ref ByteReader reader) =>
        new(ModelFile.ReadTexts(ref reader), DenseEncoder.Load(ref reader), TreeEnsemble.Load(ref reader));
}
