using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Platform.Deploy;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis evaluate --config</c>: runs an analysis config of SageMaker Clarify.</summary>
internal sealed class ConfiguredAnalysis(TextWriter output, TextWriter error)
{
    public int Run(string configPath, string? model, string? file, string folder, bool isJson, Workspace workspace, Work? work, CancellationToken cancellationToken)
    {
        var text = Text(configPath);
        work?.ReadText(Path.GetFileName(configPath), text);
        var config = AnalysisConfigReader.Read(text);
        var dataset = file ?? Local(config.DatasetUri, configPath);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        using var opened = TableOptions.Open(dataset, Reading(config, config.Headers), workspace, lines, cancellationToken);
        opened.Tell(work, dataset);
        var table = AnalysisTable.Read(opened.View, config.Headers, cancellationToken);
        var rows = table.Rows;
        if (config.FacetDatasetUri is { } facets)
            (config, table) = WithFacets(config, table, Other(facets, config.FacetHeaders));
        if (config.PredictedLabelDatasetUri is { } predictions)
            (config, table) = WithPredictions(config, table, Other(predictions, config.PredictedLabelHeaders));
        if (table.Rows < rows)
            error.WriteLine($"Note        {rows - table.Rows:N0} of {rows:N0} rows have no counterpart in the second file and are left out");
        AnalysisTable Other(string uri, IReadOnlyList<string>? headers)
        {
            var path = Local(uri, configPath);
            using var second = TableOptions.Open(path, Reading(config, headers), workspace, lines, cancellationToken);
            second.Tell(work, path);
            return AnalysisTable.Read(second.View, headers, cancellationToken);
        }

        var asked = (model ?? config.Model) is { } name ? Load(name, workspace) : ((string Id, string Algorithm, string? Text, ITextClassifier Classifier)?)null;
        var result = Stage.Run(lines, "Analyze", say => AnalysisJob.Run(config, table, asked, done => say($"{done:N0} texts explained"), cancellationToken), own => $"{own.Bias.Count} facets, {own.Explanations?.Texts.Count ?? 0:N0} texts explained");
        var results = AnalysisFiles.Of(result);
        var files = ResultFiles.Write(folder, results, cancellationToken);
        foreach (var (made, content) in results)
            work?.MadeText(made, content);
        if (work is not null)
            work.Finding = string.Join("; ", result.Bias.Select(BiasSection.Finding));
        if (isJson)
            output.Write(AnalysisFiles.Json(result));
        else
        {
            foreach (var bias in result.Bias)
                SummaryLine.Write(output, "Bias", SafeText.Line(BiasSection.Finding(bias), 300) + ".");
            foreach (var note in result.Bias.SelectMany(bias => bias.Notes).Distinct())
                SummaryLine.Write(output, "Note", SafeText.Line(note, 300));
        }

        error.WriteLine($"Analysis    {string.Join(", ", files.Select(path => SafeText.Line(path)))}");
        return 0;
    }

    private static ReadOptions Reading(AnalysisConfig config, IReadOnlyList<string>? headers) => new()
    {
        Format = config.DatasetType switch { "text/csv" => "csv", "application/jsonlines" => "jsonl", _ => "parquet" },
        HasHeader = config.DatasetType == "text/csv" && headers is not null ? false : null,
    };

    private static (AnalysisConfig Config, AnalysisTable Table) WithFacets(AnalysisConfig config, AnalysisTable table, AnalysisTable other)
    {
        const string Where = "facet_dataset_uri";
        var facets = config.Facets.Select(facet => (Column: other.Resolve(facet.Column, Where), facet.Values)).ToList();
        var joined = table.With(other, facets.Select(facet => facet.Column).Distinct().ToDictionary(name => name, name => name), config.JoinSource, Where);
        return (config with { Facets = facets, Excluded = Excluded(config, table) }, joined);
    }

    // Predictions may be called as the label is; nobody sees the name.
    private static (AnalysisConfig Config, AnalysisTable Table) WithPredictions(AnalysisConfig config, AnalysisTable table, AnalysisTable other)
    {
        const string Where = "predicted_label_dataset_uri";
        var key = config.JoinSource is { } said ? other.Resolve(said, Where) : null;
        var predicted = config.PredictedLabel is { } named ? other.Resolve(named, Where)
            : other.Names.Where(name => name != key).ToList() is [var only] ? only
            : throw new UserException(new Problem { Type = "unknown-column", Found = "it is not said which column has the predictions", Where = Where, Expected = "predicted_label: a column's name or place" });
        var here = table.Names.Contains(predicted) ? "predicted " + predicted : predicted;
        return (config with { PredictedLabel = here, Excluded = Excluded(config, table) }, table.With(other, new Dictionary<string, string> { [predicted] = here }, config.JoinSource, Where));
    }

    private static IReadOnlyList<string> Excluded(AnalysisConfig config, AnalysisTable table) =>
        config.JoinSource is { } key && table.Resolve(key, "joinsource_name_or_index") is var name && !config.Excluded.Contains(name) ? [.. config.Excluded, name] : config.Excluded;

    private static (string Id, string Algorithm, string? Text, ITextClassifier Classifier) Load(string name, Workspace workspace)
    {
        var version = new Models(workspace).Get(name);
        return (version.Id, version.Algorithm, version.Settings.GetValueOrDefault("text"), new Endpoints(workspace, Algorithms.Trainers).Load(version));
    }

    private static string Text(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > 16 << 20 }
                ? throw new UserException(new Problem { Type = "file-too-long", Found = "the analysis config is longer than 16 MB", Where = SafeText.Line(path) })
                : File.ReadAllText(path);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the analysis config cannot be read", Where = SafeText.Line(path), Remedy = "Check the path" }, failed);
        }
    }

    // A path beside the config, or file://; nothing is fetched from elsewhere.
    private static string Local(string? uri, string configPath)
    {
        if (uri is null)
            throw new UserException(new Problem { Type = "missing-dataset", Found = "the analysis config names no dataset_uri", Remedy = "Add it, or name model and file: praxis evaluate MODEL FILE --config …" });
        if (uri.Contains("://", StringComparison.Ordinal) && !uri.StartsWith("file://", StringComparison.Ordinal))
            throw new UserException(new Problem { Type = "dataset-not-local", Found = $"the dataset '{SafeText.Line(uri, 120)}' is not on this machine", Expected = "a path or file://", Remedy = "Copy it here" });
        var path = uri.StartsWith("file://", StringComparison.Ordinal) ? new Uri(uri).LocalPath : uri;
        return Path.Combine(Path.GetDirectoryName(Path.GetFullPath(configPath))!, path);
    }
}
