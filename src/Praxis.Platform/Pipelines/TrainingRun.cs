using System.Globalization;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>One training on record: rows taken in as they are, a training job, its metrics, and a registered model version. Nothing is split off, balanced or dropped but rows without text or label.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms.</param>
/// <param name="program">The path of the program <c>praxis</c>, which is also the worker.</param>
public sealed class TrainingRun(Workspace workspace, Trainers trainers, string program)
{
    private const int MostEvaluatedLabels = 1_000;
    private readonly Datasets datasets = new(workspace);

    /// <summary>Told what begins and what ended.</summary>
    public Action<StageProgress>? OnProgress { get; init; }

    /// <summary>Trains.</summary>
    /// <exception cref="UserException">The options or the rows are at fault, or the environment refused.</exception>
    public TrainingRunResult Run(TrainingRunOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var trainer = trainers[options.Algorithm];
        var hyperparameters = trainer.Check(options.Hyperparameters);
        ColumnChoice.CheckAlgorithm(trainers, options.Algorithm, options.Columns);
        var hasLabels = !trainer.LearnsWithoutLabels(hyperparameters);
        if (!hasLabels && options.MinAccuracy is not null)
            throw new UserException(new Problem { Type = "no-accuracy", Found = "--min-accuracy is given, and what is trained says no labels", Remedy = "Leave --min-accuracy out" });
        var name = options.Name is { } said ? ResourceName.Check(said, Models.Kind) : ResourceName.From(File.Exists(options.Source) ? Path.GetFileNameWithoutExtension(options.Source) : options.Source.Split(':')[0], "model");

        var train = Stage("train rows", () => Take($"{name}-train", options.Source, options, trainer, hasLabels, isTraining: true, cancellationToken), Describe);
        var validation = options.Validation is not { } judge ? null : Stage("validation", () => Take($"{name}-validation", judge, options, trainer, hasLabels, isTraining: false, cancellationToken), Describe);
        var trained = Stage("train", () => new TrainingJobs(workspace, trainers, program).Train(RequestOf(name, options, hyperparameters, train, validation), Show, cancellationToken), model => $"{options.Algorithm}, job {model.Job.Id}");
        var classifier = hasLabels ? Load(trained, trainer) : null;
        var evaluation = classifier is null || validation is null || Math.Max(train.Labels, validation.Labels) > MostEvaluatedLabels ? null : Stage("evaluate", () => new Evaluations(workspace).Evaluate(trained, classifier, train.Artifact, validation.Artifact, new LineageNode(Channels.Kind, validation.Id), options.Seed, cancellationToken), found => $"accuracy {F(found.Evaluation.Accuracy)}, balanced accuracy {F(found.Evaluation.BalancedAccuracy)}, macro F1 {F(found.Evaluation.Macro.F1)}");
        var metrics = workspace.Jobs.Metrics(trained.Job.Id).GroupBy(metric => metric.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.Ordinal);
        var (status, reason) = classifier is null
            ? (ModelStatus.PendingManualApproval, "it says no labels, so nothing judged it")
            : validation is null
            ? (ModelStatus.PendingManualApproval, "it was not judged: there was no validation channel")
            : Models.Judge(evaluation?.Evaluation.Accuracy ?? metrics["validation:accuracy"], options.MinAccuracy);
        cancellationToken.ThrowIfCancellationRequested();
        var model = new Models(workspace).Register(new ModelVersion
        {
            Name = name,
            Version = 0,
            Algorithm = options.Algorithm,
            Artifact = trained.Artifact,
            Files = options.RecipeArtifact is { } recipe ? new Dictionary<string, string>(trained.Files) { [RecipeClassifier.FileName] = recipe } : trained.Files,
            JobId = trained.Job.Id,
            Status = status,
            StatusReason = reason,
            Evaluation = evaluation?.Evaluation,
            Dataset = train.Dataset ?? train.Id,
            Settings = SettingsOf(options, trainer, hyperparameters),
            EvaluationArtifact = evaluation?.Artifact ?? "",
            PredictionsArtifact = evaluation?.PredictionsArtifact ?? "",
            SampleText = classifier is null || options.RecipeArtifact is not null ? null : Sample(validation ?? train, classifier),
            CreatedAt = workspace.Time.GetUtcNow(),
        });
        var remarks = ChannelCheck.Remarks(train, "Training").Concat(validation is null ? [] : ChannelCheck.Remarks(validation, "Validation"));
        if (evaluation?.Evaluation.BalancedAccuracy >= 0.995)
            remarks = remarks.Append("The model is almost never wrong: check that the text does not contain the label.");
        return new TrainingRunResult
        {
            Model = model,
            Job = trained.Job,
            Train = train,
            Validation = validation,
            Metrics = metrics,
            Remarks = [.. remarks],
        };
    }

    private static TrainingRequest RequestOf(string name, TrainingRunOptions options, IReadOnlyDictionary<string, string> hyperparameters, Channel train, Channel? validation) => new()
    {
        Name = name,
        Algorithm = options.Algorithm,
        Hyperparameters = hyperparameters,
        TrainArtifact = train.Artifact,
        Input = new LineageNode(Channels.Kind, train.Id),
        ValidationArtifact = validation?.Artifact,
        ValidationInput = validation is null ? null : new LineageNode(Channels.Kind, validation.Id),
        MeasuresAccuracy = true,
        Seed = options.Seed,
        Cpus = options.Threads,
    };

    private static Dictionary<string, string> SettingsOf(TrainingRunOptions options, ITrainer trainer, IReadOnlyDictionary<string, string> hyperparameters)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["algorithm"] = options.Algorithm,
            ["text"] = options.Columns.Count == 0 ? "text" : options.Columns[0].Name,
            ["label"] = options.Label ?? "label",
            ["label-map"] = options.LabelMap ?? "none",
            ["seed"] = options.Seed.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Columns.Count > 1)
            settings["more-columns"] = FeatureColumn.Describe([.. options.Columns.Skip(1)]);
        if (options.RecipeArtifact is { } recipe)
            settings["recipe"] = recipe[..16];
        foreach (var (name, value) in trainer.Defaults)
            settings[name] = hyperparameters.GetValueOrDefault(name, value);
        return settings;
    }

    private Channel Take(string name, string source, TrainingRunOptions options, ITrainer trainer, bool hasLabels, bool isTraining, CancellationToken cancellationToken)
    {
        if (!hasLabels)
            return TakeTexts(name, source, options, isTraining, cancellationToken);
        var isFile = File.Exists(source) || Directory.Exists(source);
        var form = isFile ? options.Form ?? (options.Columns.Count > 0 || options.Label is not null ? ChannelForm.Table : Channels.FormOf(source)) : ChannelForm.Table;
        var channel = form == ChannelForm.Table
            ? TakeTable(name, source, isFile, options, cancellationToken)
            : new Channels(workspace).AddFile(name, source, form, cancellationToken);
        ChannelCheck.Refuse(channel, trainer, isTraining);
        return channel;
    }

    // What such a trainer is judged by is a file of its own kind.
    private Channel TakeTexts(string name, string source, TrainingRunOptions options, bool isTraining, CancellationToken cancellationToken)
    {
        var isFile = File.Exists(source) || Directory.Exists(source);
        var form = !isTraining ? ChannelForm.PlainLines : !isFile || options.Columns.Count > 0 || options.Form == ChannelForm.Table ? ChannelForm.Table : options.Form ?? Channels.FormOf(source);
        Channel channel;
        if (form == ChannelForm.Table && options.Columns.Count == 1)
        {
            var dataset = isFile ? datasets.Ingest(source, options.Reading, null, cancellationToken) : Find(source);
            ColumnChoice.Check(dataset, options.Columns, null);
            using var table = datasets.Open(dataset);
            channel = new Channels(workspace).AddTexts(name, dataset, table, options.Columns[0].Name, cancellationToken);
        }
        else if (isFile)
            channel = new Channels(workspace).AddFile(name, source, form == ChannelForm.Manifest ? form : ChannelForm.PlainLines, cancellationToken);
        else
            throw new UserException(new Problem { Type = "columns-not-named", Found = "the column of the texts is not named", Where = SafeText.Line(source), Expected = "--text COLUMN, or a file with a text a line" });
        ChannelCheck.RefuseEmpty(channel);
        return channel;
    }

    private Channel TakeTable(string name, string source, bool isFile, TrainingRunOptions options, CancellationToken cancellationToken)
    {
        if (options.Columns.Count == 0 || options.Label is not { } label)
            throw new UserException(new Problem
            {
                Type = "columns-not-named",
                Found = "no line of the file has a label such as __label__1, so it is read as a table, and the columns of text and label are not named",
                Where = SafeText.Line(source),
                Expected = "--text COLUMN --label COLUMN, or lines of __label__NAME and words, or lines of {\"source\": \"text\", \"label\": 1}",
            });
        var map = options.LabelMap is null ? null : LabelMap.Parse(options.LabelMap);
        var dataset = isFile ? datasets.Ingest(source, options.Reading, null, cancellationToken) : Find(source);
        ColumnChoice.Check(dataset, options.Columns, label);
        using var table = datasets.Open(dataset);
        return new Channels(workspace).AddTable(name, dataset, table, options.Columns, label, map, cancellationToken);
    }

    private DatasetVersion Find(string source)
    {
        if (source.AsSpan().IndexOfAny('/', '\\', '.') < 0 && datasets.List().Count > 0)
            return datasets.Get(source);
        throw new UserException(new Problem { Type = "file-not-found", Found = "there is no such file", Where = SafeText.Line(source), Expected = "a file, or the name of a dataset", Remedy = "Check the path; praxis ingest FILE makes a dataset" });
    }

    private ITextClassifier Load(TrainedModel trained, ITrainer trainer)
    {
        using var stream = workspace.Artifacts.OpenRead(trained.Artifact);
        return trainer.Load(stream);
    }

    private string? Sample(Channel channel, ITextClassifier classifier) =>
        ChannelReader.Read(workspace.Artifacts.PathOf(channel.Artifact)).Take(1000).Where(row => row.Text.Length is >= 20 and <= 400)
            .Select(row => InstanceJson.Text(row.Instance, classifier.Columns)).FirstOrDefault();

    private void Show(JobMetric metric) =>
        OnProgress?.Invoke(new StageProgress("train", null, string.Create(CultureInfo.InvariantCulture, $"step {metric.Step}, {SafeText.Line(metric.Name, 40)} {metric.Value:0.0000}")));

    private T Stage<T>(string name, Func<T> work, Func<T, string> describe)
    {
        OnProgress?.Invoke(new StageProgress(name, null, ""));
        var started = workspace.Time.GetTimestamp();
        var result = work();
        OnProgress?.Invoke(new StageProgress(name, workspace.Time.GetElapsedTime(started), describe(result)));
        return result;
    }

    private static string Describe(Channel channel) =>
        string.Create(CultureInfo.InvariantCulture, $"{channel.Id}: {channel.Rows:N0} rows, {channel.Labels:N0} labels, {channel.Form switch { ChannelForm.LabeledLines => "labelled lines", ChannelForm.Manifest => "augmented manifest", ChannelForm.PlainLines => "plain lines", _ => $"of dataset {channel.Dataset}" }}{(channel.Skipped > 0 ? $"; {channel.Skipped:N0} left out" : "")}");

    private static string F(double fraction) => fraction.ToString("0.0000", CultureInfo.InvariantCulture);
}
