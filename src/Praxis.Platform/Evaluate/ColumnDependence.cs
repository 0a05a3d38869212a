using System.Globalization;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Partial dependence of a model of several columns on one of them. Rows of texts, categories and numbers become rows of numbers, as <see cref="PartialDependence"/> takes them: a text and a category is its place among the values that occur.</summary>
internal sealed class ColumnDependence
{
    private readonly ITextClassifier model;
    private readonly List<string>[] values;
    private readonly List<double[]> rows;

    public ColumnDependence(ITextClassifier model, IEnumerable<Instance> instances)
    {
        this.model = model;
        values = [.. model.Columns.Select(_ => new List<string>())];
        var places = values.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)).ToArray();
        rows = [.. instances.Select(instance => Enumerable.Range(0, values.Length).Select(i => Code(instance[i], i)).ToArray())];

        double Code(string? value, int column)
        {
            if (string.IsNullOrEmpty(value))
                return double.NaN;
            if (model.Columns[column].Kind == FeatureKind.Numeric)
                return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
            if (places[column].TryGetValue(value, out var place))
                return place;
            places[column].Add(value, place = values[column].Count);
            values[column].Add(value);
            return place;
        }
    }

    /// <summary>The curve of a column by its name.</summary>
    public PartialDependenceCurve Of(string name, int gridResolution, CancellationToken cancellationToken)
    {
        var column = Enumerable.Range(0, model.Columns.Count).FirstOrDefault(i => model.Columns[i].Name == name, -1);
        if (column < 0)
            return new PartialDependenceCurve(new ExplainedFeature(name, FeatureType.Text), [], [], [], [], "the model does not look at this column");
        var type = model.Columns[column].Kind switch { FeatureKind.Numeric => FeatureType.Numerical, FeatureKind.Categorical => FeatureType.Categorical, _ => FeatureType.Text };
        return PartialDependence.Compute(Predict, model.Labels.Count, rows, column, new ExplainedFeature(name, type, values[column]), gridResolution, cancellationToken);
    }

    private double[] Predict(double[] row)
    {
        var texts = new string?[row.Length];
        for (var i = 0; i < row.Length; i++)
            texts[i] = double.IsNaN(row[i]) ? null : model.Columns[i].Kind == FeatureKind.Numeric ? row[i].ToString("R", CultureInfo.InvariantCulture) : values[i][(int)row[i]];
        var probabilities = new double[model.Labels.Count];
        model.Predict(new Instance(texts[0] ?? "", texts.Length == 1 ? null : texts[1..]), probabilities);
        return probabilities;
    }
}
