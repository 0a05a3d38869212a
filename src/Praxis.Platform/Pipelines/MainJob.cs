using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Analyze;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Pipelines.Report;
using Praxis.Platform.Prepare;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>
/// The whole way of one file, from raw rows to a registered model version. Everything it makes follows from the file, the options and the
/// seed alone, so a run that was killed gives the same bytes when it is run again.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms.</param>
/// <param name="program">The path of the program <c>praxis</c>, which is also the worker.</param>
public sealed class MainJob(Workspace workspace, Trainers trainers, string program)
{
    private const int TellingWords = 12;
    private readonly List<ReportStage> stages = [];

    /// <summary>Told what begins and what ended.</summary>
    public Action<StageProgress>? OnProgress { get; init; }

    /// <summary>Runs all rooms but Deploy.</summary>
    /// <exception cref="UserException">The data or the options are at fault, or the environment refused.</exception>
    public MainJobResult Run(MainJobOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var labelMap = options.LabelMap is null ? null : LabelMap.Parse(options.LabelMap);
        var classOf = (string value) => labelMap is null ? value : labelMap.Map(value);
        ColumnChoice.CheckAlgorithm(trainers, options);
        trainers[options.Algorithm].Check(options.Hyperparameters);
        if (trainers[options.Algorithm].LearnsWithoutLabels(options.Hyperparameters))
            throw new UserException(new Problem { Type = "no-classifier", Found = "what is to be trained says no labels, and a run ends in an endpoint that does", Expected = "mode supervised", Remedy = "Train word vectors with praxis train" });

        var datasets = new Datasets(workspace);
        var dataset = Stage(
            "ingest",
            () => options.PreparedDataset is { } made ? datasets.Get(made) : datasets.Ingest(options.File, options.Reading, options.Name, cancellationToken),
            version => $"{version.Id}: {N(version.Rows)} rows, {version.Columns.Count} columns; {Describe(version.Format)}; types {Types(version, options)} (--types)");
        ColumnChoice.Check(dataset, options);
        using var table = datasets.Open(dataset);
        var analysis = Stage(
            "analyze",
            () => Analyzer.Analyze(table, new AnalysisOptions { Text = options.Text, Label = options.Label, ClassOf = classOf, Facet = options.Facet, Positive = options.Positive, RareFacetRows = options.RareFacetRows }),
            found => $"{string.Join(", ", found.ClassRows.Take(8).Select(pair => $"{Name(pair.Key)} {N(pair.Value)}"))}{(found.ClassRows.Count > 8 ? ", …" : "")}; {found.Words.Mean.ToString("0.0", CultureInfo.InvariantCulture)} words a text");
        cancellationToken.ThrowIfCancellationRequested();
        var prepared = Stage(
            "prepare",
            () => new PreparedDatasets(workspace).Prepare(dataset, table, PrepareOptionsOf(options), cancellationToken),
            data => $"{N(data.Rows.Train)} rows to train on, {N(data.Rows.HeldOut)} held out, seed {data.Options.Seed}");
        var trained = Stage("train", () => Train(options, dataset, prepared, cancellationToken), model => $"{options.Algorithm}, job {model.Job.Id}");
        ITextClassifier classifier;
        using (var stream = workspace.Artifacts.OpenRead(trained.Artifact))
            classifier = trainers[options.Algorithm].Load(stream);
        var evaluation = Stage(
            "evaluate",
            () => new Evaluations(workspace).Evaluate(trained, classifier, prepared, cancellationToken),
            result => $"balanced accuracy {F(result.Evaluation.BalancedAccuracy)}, macro F1 {F(result.Evaluation.Macro.F1)}, accuracy {F(result.Evaluation.Accuracy)}");
        var samples = options.RecipeArtifact is null ? Samples(prepared, evaluation) : [];
        var (status, reason) = Models.Judge(evaluation.Evaluation, options.MinAccuracy);
        var before = new Models(workspace).Newest(dataset.Name);
        cancellationToken.ThrowIfCancellationRequested();
        var model = Stage(
            "register",
            () => new Models(workspace).Register(new ModelVersion
            {
                Name = dataset.Name,
                Version = 0,
                Algorithm = options.Algorithm,
                Artifact = trained.Artifact,
                Files = options.RecipeArtifact is { } recipe ? new Dictionary<string, string> { [RecipeClassifier.FileName] = recipe } : new Dictionary<string, string>(),
                JobId = trained.Job.Id,
                Status = status,
                StatusReason = reason,
                Evaluation = evaluation.Evaluation,
                Dataset = dataset.Id,
                Settings = SettingsOf(options),
                EvaluationArtifact = evaluation.Artifact,
                PredictionsArtifact = evaluation.PredictionsArtifact,
                SampleText = samples.Count > 0 ? InstanceJson.Text(samples[0], classifier.Columns) : null,
                CreatedAt = workspace.Time.GetUtcNow(),
            }),
            version => $"{version.Id}, {version.Status}: {version.StatusReason}");
        return new MainJobResult
        {
            Report = ReportOf(options, dataset, analysis, prepared, evaluation, classifier, model, before),
            Dataset = dataset,
            Model = model,
            Classifier = classifier,
            Samples = samples,
        };
    }

    private static PrepareOptions PrepareOptionsOf(MainJobOptions options) => new()
    {
        Text = options.Text,
        MoreColumns = options.MoreColumns,
        Label = options.Label,
        Facet = options.Facet,
        LabelMap = options.LabelMap,
        RareFacetRows = options.RareFacetRows,
        Dedupe = options.Dedupe,
        Balance = options.Balance,
        HeldOut = options.HeldOut,
        Seed = options.Seed,
    };

    private Dictionary<string, string> SettingsOf(MainJobOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["algorithm"] = options.Algorithm,
            ["text"] = options.Text,
            ["label"] = options.Label,
            ["label-map"] = options.LabelMap ?? "none",
            ["facet"] = options.Facet ?? "none",
            ["balance"] = options.Balance ? "down-sample" : "none",
            ["dedupe"] = options.Dedupe ? "yes" : "no",
            ["held-out"] = options.HeldOut.ToString("R", CultureInfo.InvariantCulture),
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (options.RecipeArtifact is { } recipe)
            settings["recipe"] = recipe[..16];
        if (options.MoreColumns.Count > 0)
            settings["more-columns"] = FeatureColumn.Describe(options.MoreColumns);
        foreach (var (name, value) in trainers[options.Algorithm].Defaults)
            settings[name] = options.Hyperparameters.GetValueOrDefault(name, value);
        return settings;
    }

    private TrainedModel Train(MainJobOptions options, DatasetVersion dataset, PreparedData prepared, CancellationToken cancellationToken) =>
        new TrainingJobs(workspace, trainers, program).Train(
            new TrainingRequest
            {
                Name = dataset.Name,
                Algorithm = options.Algorithm,
                Hyperparameters = options.Hyperparameters,
                TrainArtifact = prepared.TrainArtifact,
                Input = new LineageNode(PreparedDatasets.Kind, prepared.Id),
                Seed = options.Seed,
                Cpus = options.Threads,
            },
            metric => OnProgress?.Invoke(new StageProgress("train", null, string.Create(CultureInfo.InvariantCulture, $"step {metric.Step}, {SafeText.Line(metric.Name, 40)} {metric.Value:0.0000}"))),
            cancellationToken);

    private List<Instance> Samples(PreparedData prepared, ModelEvaluation evaluation)
    {
        var texts = new Dictionary<string, Instance>(StringComparer.Ordinal);
        foreach (var row in ChannelReader.Read(workspace.Artifacts.PathOf(prepared.HeldOutArtifact)))
        {
            if (row.Text.Length is >= 20 and <= 400)
                texts.TryAdd(row.Label, row.Instance);
            if (texts.Count == evaluation.Evaluation.Labels.Count)
                break;
        }

        return [.. texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Reverse().Take(3)];
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
            Stages = [.. stages],
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

    private T Stage<T>(string name, Func<T> work, Func<T, string> describe)
    {
        OnProgress?.Invoke(new StageProgress(name, null, ""));
        var watch = Stopwatch.StartNew();
        var result = work();
        stages.Add(new ReportStage(name, watch.Elapsed.TotalSeconds));
        OnProgress?.Invoke(new StageProgress(name, watch.Elapsed, describe(result)));
        return result;
    }

    private static string Types(DatasetVersion version, MainJobOptions options) =>
        string.Join(", ", new[] { options.Text, options.Label, options.Facet }.OfType<string>().Distinct()
            .Select(name => version.Columns.FirstOrDefault(column => column.Name == name))
            .OfType<ColumnSchema>()
            .Select(column => $"'{Name(column.Name)}' {column.Type.ToString().ToLowerInvariant()}"));

    private static string Describe(FileFormat format)
    {
        if (format.Format == "parquet")
            return "Parquet";
        var delimiter = format.Delimiter switch { null => "", '\t' => ", delimiter tab (--delimiter)", var character => $", delimiter '{character}' (--delimiter)" };
        var header = format.Format != "csv" ? "" : format.HasHeader ? ", with a header (--no-header)" : ", without a header";
        return $"{format.Format.ToUpperInvariant()}{delimiter}, {format.Encoding} (--encoding){header}";
    }

    private static string Name(string name) => SafeText.Line(name, 40);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double fraction) => fraction.ToString("0.000", CultureInfo.InvariantCulture);
}
