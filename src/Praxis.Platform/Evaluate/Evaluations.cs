using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Metrics;
using Praxis.Learning.Text;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare;
using Praxis.Platform.Train;

namespace Praxis.Platform.Evaluate;

/// <summary>The keeper of evaluations.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Evaluations(Workspace workspace)
{
    /// <summary>The kind of the lineage nodes.</summary>
    public const string Kind = "evaluation";

    /// <summary>Evaluates a model on the held-out rows and puts the result on record.</summary>
    public ModelEvaluation Evaluate(TrainedModel model, ITextClassifier classifier, PreparedData data, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Evaluate(model, classifier, data.TrainArtifact, data.HeldOutArtifact, new LineageNode(PreparedDatasets.Kind, data.Id), data.Options.Seed, cancellationToken);
    }

    /// <summary>Evaluates a model on the rows of an artifact and puts the result on record.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classifier">The model, read.</param>
    /// <param name="trainArtifact">The rows it learned from, which the plain model beside it learns from too.</param>
    /// <param name="heldOutArtifact">The rows to judge by.</param>
    /// <param name="heldOut">What those rows are, for the lineage.</param>
    /// <param name="seed">Seed of the intervals.</param>
    /// <param name="cancellationToken">Ends the work; nothing is on record then.</param>
    public ModelEvaluation Evaluate(TrainedModel model, ITextClassifier classifier, string trainArtifact, string heldOutArtifact, LineageNode heldOut, ulong seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(model);
        IEnumerable<LabeledText> HeldOut() => ChannelReader.Read(workspace.Artifacts.PathOf(heldOutArtifact));
        var (evaluation, predicted) = Evaluator.Evaluate(classifier, HeldOut(), seed, cancellationToken);
        var plain = NaiveBayesClassifier.Fit(ChannelReader.Read(workspace.Artifacts.PathOf(trainArtifact)), cancellationToken);
        var (plainEvaluation, _) = Evaluator.Evaluate(plain, HeldOut().Select(row => row with { More = null }), seed, cancellationToken);
        var majority = evaluation.Classes.MaxBy(score => score.Support)!;
        var result = new ModelEvaluation
        {
            Evaluation = evaluation,
            MajorityClass = majority.Label,
            MajorityAccuracy = (double)majority.Support / evaluation.Rows,
            NaiveBayes = plainEvaluation,
            WorstClass = evaluation.Classes.MinBy(score => score.F1)!.Label,
            PredictionsArtifact = Keep(HeldOut().Zip(predicted, (row, label) => RecordJson.Write(new HeldOutPrediction(KeyOf(row.Text), row.Label, label)))),
        };
        result = result with { Artifact = Keep([RecordJson.WriteIndented(result)]) };
        workspace.Metadata.Write(transaction =>
        {
            var node = new LineageNode(Kind, result.Artifact);
            transaction.AddEdge(new LineageEdge(model.Node, node, "evaluated-by"));
            transaction.AddEdge(new LineageEdge(heldOut, node, "held-out-for"));
        });
        return result;
    }

    /// <summary>An evaluation by its artifact.</summary>
    public ModelEvaluation Get(string artifact) => RecordJson.Read<ModelEvaluation>(File.ReadAllText(workspace.Artifacts.PathOf(artifact))) with { Artifact = artifact };

    /// <summary>Compares two models on the held-out rows that both have seen: how many those are, the accuracy of each there, and the p-value of McNemar's test.</summary>
    public (long Rows, double Before, double Now, double PValue) Compare(string predictionsBefore, string predictionsNow)
    {
        var before = new Dictionary<string, Queue<HeldOutPrediction>>(StringComparer.Ordinal);
        foreach (var row in Predictions(predictionsBefore))
        {
            if (!before.TryGetValue(row.Text, out var same))
                before.Add(row.Text, same = new());
            same.Enqueue(row);
        }

        var (wasRight, isRight) = (new List<bool>(), new List<bool>());
        foreach (var row in Predictions(predictionsNow))
            if (before.TryGetValue(row.Text, out var same) && same.TryPeek(out var old) && old.Label == row.Label)
            {
                same.Dequeue();
                wasRight.Add(old.Predicted == row.Label);
                isRight.Add(row.Predicted == row.Label);
            }

        var rows = wasRight.Count;
        return (rows, Share(wasRight), Share(isRight), PairedComparison.McNemar(wasRight.ToArray(), isRight.ToArray()));

        static double Share(List<bool> values) => values.Count == 0 ? 0 : values.Count(value => value) / (double)values.Count;
    }

    private IEnumerable<HeldOutPrediction> Predictions(string artifact) =>
        File.ReadLines(workspace.Artifacts.PathOf(artifact)).Select(RecordJson.Read<HeldOutPrediction>);

    internal static string KeyOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private string Keep(IEnumerable<string> lines)
    {
        var scratch = workspace.NewScratch();
        try
        {
            using (var writer = new StreamWriter(scratch, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
                foreach (var line in lines)
                    writer.WriteLine(line);
            return workspace.Artifacts.Add(scratch);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(workspace.Folder, error);
        }
        finally
        {
            File.Delete(scratch);
        }
    }
}
