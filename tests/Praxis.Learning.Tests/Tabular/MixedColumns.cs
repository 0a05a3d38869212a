using Praxis.Contracts.Train;

namespace Praxis.Learning.Tests.Tabular;

/// <summary>Two texts, a category and a number together: their columns, and what tests ask of a trainer and its model.</summary>
internal static class MixedColumns
{
    public static FeatureColumn[] All { get; } = [new("Review Text", FeatureKind.Text), new("Title", FeatureKind.Text), new("Class", FeatureKind.Categorical), new("Age", FeatureKind.Numeric)];

    public static byte[] Train(ITrainer trainer, List<LabeledText> rows, IReadOnlyList<FeatureColumn> columns, Dictionary<string, string> settings, ulong seed, int threads)
    {
        using var stream = new MemoryStream();
        trainer.Train(new TrainingContext { Train = () => rows, Columns = columns, Hyperparameters = settings, Seed = seed, Threads = threads }, stream, CancellationToken.None);
        return stream.ToArray();
    }

    public static double[] Ask(ITextClassifier model, Instance instance)
    {
        var probabilities = new double[model.Labels.Count];
        model.Predict(instance, probabilities);
        return probabilities;
    }

    public static double Accuracy(ITextClassifier model, IEnumerable<LabeledText> rows) => rows.Average(row =>
    {
        var probabilities = Ask(model, row.Instance);
        return model.Labels[Array.IndexOf(probabilities, probabilities.Max())] == row.Label ? 1.0 : 0.0;
    });
}
