using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>The program of Transform steps: the model of the input <c>model</c> predicts every row of the input <c>data</c> that has a text, into <c>predictions/predictions.jsonl</c>.</summary>
/// <param name="trainers">The algorithms.</param>
public sealed class TransformWorker(Trainers trainers)
{
    /// <summary>Predicts; a line of <c>{"predicted_label": …, "probability": …}</c> for each row, in order.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The model or the rows are at fault.</exception>
    public void Run(string folder, CancellationToken cancellationToken)
    {
        var model = Path.Combine(folder, "input", "model");
        var card = ModelManifest.Find(model) ?? throw new UserException(new Problem { Type = "unknown-model", Found = $"the model holds no {ModelManifest.FileName}", Expected = "the model of a Training step with one of our algorithms" });
        ITextClassifier classifier;
        using (var stream = File.OpenRead(Path.Combine(model, ModelFiles.Model)))
            classifier = trainers[card.Algorithm].Load(stream);
        var probabilities = new double[classifier.Labels.Count];
        using var output = new FileStream(Path.Combine(folder, "output", "data", "predictions", "predictions.jsonl"), FileMode.Create);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        foreach (var row in new RawChannel(Path.Combine(folder, "input", "data"), card, Path.Combine(folder, "tables")).Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            classifier.Predict(row.Instance, probabilities);
            var best = Array.IndexOf(probabilities, probabilities.Max());
            json.WriteStartObject();
            json.WriteString("predicted_label"u8, classifier.Labels[best]);
            json.WriteNumber("probability"u8, probabilities[best]);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            output.WriteByte((byte)'\n');
        }
    }
}
