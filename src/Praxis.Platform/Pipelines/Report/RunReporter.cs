using System.Text.Json.Nodes;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Pipelines;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Analyze;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Pipelines.Steps.Rooms;
using Praxis.Platform.Prepare;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Report;

/// <summary>Builds the report of a run from what its steps left.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms.</param>
internal sealed class RunReporter(Workspace workspace, Trainers trainers)
{
    private const int TellingWords = 12;

    public MainJobResult Report(MainJobOptions options, IReadOnlyList<StepExecution> steps)
    {
        var properties = steps.ToDictionary(step => step.Name, step => JsonNode.Parse(step.Properties!)!, StringComparer.Ordinal);
        string Of(string room, string field) => properties[room][field]!.ToString();
        var dataset = new Datasets(workspace).Get(Of(RoomNames.Ingest, RoomFields.Dataset));
        var analysis = RecordJson.Read<DatasetAnalysis>(File.ReadAllText(workspace.Artifacts.PathOf(Of(RoomNames.Analyze, RoomFields.Analysis))));
        var prepared = new PreparedDatasets(workspace).Get(Of(RoomNames.Prepare, RoomFields.Prepared));
        var evaluation = new Evaluations(workspace).Get(Of(RoomNames.Evaluate, RoomFields.Evaluation));
        var models = new Models(workspace);
        var model = models.Get(Of(RoomNames.Register, RoomFields.Version));
        var before = properties[RoomNames.Register][RoomFields.Before]?.ToString() is { } id ? models.Get(id) : null;
        ITextClassifier classifier;
        using (var stream = workspace.Artifacts.OpenRead(model.Artifact))
            classifier = trainers[model.Algorithm].Load(stream);
        return new MainJobResult
        {
            Report = ReportOf(options, dataset, analysis, prepared, evaluation, classifier, model, before) with
            {
                Stages = [.. steps.Where(step => step.Name != RoomNames.Recipe).Select(step => new ReportStage(MainJob.StageOf(step.Name), (step.EndedAt!.Value - step.StartedAt).TotalSeconds))],
            },
            Dataset = dataset,
            Model = model,
            Classifier = classifier,
            Samples = options.Recipe is null ? HeldOutSamples.Of(workspace, prepared, evaluation.Evaluation) : [],
        };
    }

    private RunReport ReportOf(
        MainJobOptions options, DatasetVersion dataset, DatasetAnalysis analysis, PreparedData prepared, ModelEvaluation evaluation,
        ITextClassifier classifier, ModelVersion model, ModelVersion? before)
    {
        var telling = classifier.TellingFeatures(TellingWords);
        return new RunReport
        {
            Title = $"{dataset.Name}: {options.Label} from {string.Join(", ", options.MoreColumns.Select(column => column.Name).Prepend(options.Text))}",
            Verdict = Verdict.Of(evaluation),
            Beside = Verdict.Beside(evaluation),
            SourceName = dataset.SourceName,
            Rows = dataset.Rows,
            Columns = dataset.Columns,
            Steps = Steps(prepared.Rows, options),
            ClassCounts = [.. analysis.ClassRows.Select(pair => new ReportCount(pair.Key, pair.Value))],
            CategoryName = options.Facet,
            CategoryByClass = [.. analysis.Categories.SelectMany(category => category.ClassRows.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ReportCategoryCount(category.Value, pair.Key, pair.Value)))],
            WordHistogram = WordHistogram(analysis),
            WordMean = analysis.Words.Mean,
            Evaluation = evaluation.Evaluation,
            MajorityAccuracy = evaluation.MajorityAccuracy,
            TrivialName = "naive Bayes on single words",
            TrivialBalancedAccuracy = evaluation.NaiveBayes.BalancedAccuracy,
            WorstClass = evaluation.WorstClass,
            Problems = DataProblems.Find(dataset, analysis, prepared.Rows, evaluation, options),
            Bias = analysis.Bias,
            BiasSentence = Verdict.Of(analysis.Bias),
            TellingWords = [.. classifier.Labels.Select((label, i) => new ReportWords(label, telling[i]))],
            Model = model,
            Changes = before?.Evaluation is null ? null : Verdict.Of(before, model, () => new Evaluations(workspace).Compare(before.PredictionsArtifact, model.PredictionsArtifact)),
            Hashes = new Dictionary<string, string>
            {
                ["file"] = dataset.ContentHash,
                ["table"] = dataset.Parts[0].TableArtifact,
                ["train"] = prepared.TrainArtifact,
                ["held-out"] = prepared.HeldOutArtifact,
                ["model"] = model.Artifact,
                ["predictions"] = model.PredictionsArtifact,
                ["evaluation"] = model.EvaluationArtifact,
            },
            Settings = model.Settings,
        };
    }

    private static List<ReportStep> Steps(PreparedRows rows, MainJobOptions options)
    {
        var steps = new List<ReportStep>();
        var left = rows.Rows;
        void Drop(string what, long dropped)
        {
            if (dropped > 0)
                steps.Add(new ReportStep(what, left, left -= dropped));
        }

        Drop($"Rows without {string.Join(", ", new[] { options.Text, options.Label, options.Facet }.OfType<string>())}", rows.Missing);
        Drop("Rows whose label the map does not name", rows.Unmapped);
        Drop($"Rows of {options.Facet} values with at most {options.RareFacetRows} rows", rows.RareFacets.Values.Sum());
        if (options.Dedupe)
            Drop("Rows that repeat an earlier text and label", rows.Duplicates);
        Drop("Rows held out", rows.HeldOut);
        if (options.Balance)
            Drop("Rows of the greater classes, so that all are equal", left - rows.Train);
        return steps;
    }

    private static ReportHistogram? WordHistogram(DatasetAnalysis analysis)
    {
        if (analysis.Words.Count == 0)
            return null;
        double[] nice = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];
        var most = analysis.Words.Max;
        var width = nice.FirstOrDefault(step => most / step <= 40, Math.Ceiling(most / 40.0));
        var bins = (int)(most / width) + 1;
        return new ReportHistogram(0, width, analysis.Words.Histogram(bins, 0, bins * width));
    }
}
