using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>The program of the image <c>praxis/evaluate</c>: judges the model of its input <c>model</c> by every row of its input <c>data</c>, and writes into its output <c>metrics</c>.</summary>
/// <param name="trainers">The algorithms.</param>
/// <param name="output">Told the result.</param>
public sealed class EvaluateWorker(Trainers trainers, TextWriter output)
{
    /// <summary>Evaluates.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The model or the rows are at fault.</exception>
    public void Run(string folder, CancellationToken cancellationToken)
    {
        var model = Path.Combine(folder, "input", "model");
        var card = ModelManifest.Find(model) ?? throw new UserException(new Problem { Type = "unknown-model", Found = $"the input 'model' holds no {ModelManifest.FileName}", Expected = "the model of a Training step with one of our algorithms" });
        ITextClassifier classifier;
        using (var stream = File.OpenRead(Path.Combine(model, ModelFiles.Model)))
            classifier = trainers[card.Algorithm].Load(stream);
        var rows = new RawChannel(Path.Combine(folder, "input", "data"), card, Path.Combine(folder, "tables"));
        var (evaluation, predicted) = Evaluator.Evaluate(classifier, rows.Read(), seed: 1, cancellationToken);
        if (evaluation.Rows == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = "no row of the input 'data' has a text and a label" });
        var metrics = Directory.CreateDirectory(Path.Combine(folder, "output", "data", "metrics")).FullName;
        File.WriteAllText(Path.Combine(metrics, ModelFiles.ShortEvaluation), Short(evaluation).ToJsonString(DefinitionJson.Indented) + "\n");
        File.WriteAllText(Path.Combine(metrics, ModelFiles.Evaluation), RecordJson.WriteIndented(evaluation) + "\n");
        File.WriteAllText(Path.Combine(metrics, "confusion_matrix.svg"), ConfusionChart.Svg(evaluation));
        using (var writer = new StreamWriter(Path.Combine(metrics, ModelFiles.Predictions)) { NewLine = "\n" })
            foreach (var (row, label) in rows.Read().Zip(predicted))
                writer.WriteLine(RecordJson.Write(new HeldOutPrediction(Evaluations.KeyOf(row.Text), row.Label, label)));
        foreach (var (name, value) in ((string, double)[])[("test:accuracy", evaluation.Accuracy), ("test:balanced_accuracy", evaluation.BalancedAccuracy), ("test:macro_f1", evaluation.Macro.F1)])
            output.WriteLine(JsonSerializer.Serialize(new { metric = name, value, step = 0 }));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{evaluation.Rows} rows, {rows.Skipped} left out for want of text or label"));
    }

    // Rows of the matrix are the truth, columns the prediction.
    private static JsonObject Short(Evaluation evaluation)
    {
        static JsonObject Value(double value) => new() { ["value"] = value };
        var classes = new JsonObject(evaluation.Classes.Select(score => KeyValuePair.Create(score.Label, (JsonNode?)new JsonObject { ["precision"] = score.Precision, ["recall"] = score.Recall, ["f1"] = score.F1, ["support"] = score.Support })));
        return new JsonObject
        {
            ["metrics"] = new JsonObject
            {
                ["accuracy"] = Value(evaluation.Accuracy),
                ["balanced_accuracy"] = Value(evaluation.BalancedAccuracy),
                ["macro_f1"] = Value(evaluation.Macro.F1),
                ["log_loss"] = Value(evaluation.LogLoss),
                ["rows"] = Value(evaluation.Rows),
            },
            ["classes"] = classes,
            ["confusion_matrix"] = new JsonObject
            {
                ["labels"] = new JsonArray([.. evaluation.Labels.Select(label => (JsonNode?)label)]),
                ["rows"] = new JsonArray([.. evaluation.ConfusionMatrix.Select(row => new JsonArray([.. row.Select(count => (JsonNode?)count)]))]),
            },
        };
    }
}
