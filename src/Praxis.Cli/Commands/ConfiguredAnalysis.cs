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
    public int Run(string configPath, string? model, string? file, string folder, bool isJson, Workspace workspace, CancellationToken cancellationToken)
    {
        var config = AnalysisConfigReader.Read(Text(configPath));
        var dataset = file ?? Local(config.DatasetUri, configPath);
        using var lines = new StageLines(error, !Console.IsErrorRedirected);
        var reading = new ReadOptions
        {
            Format = config.DatasetType switch { "text/csv" => "csv", "application/jsonlines" => "jsonl", _ => "parquet" },
            HasHeader = config.DatasetType == "text/csv" && config.Headers is not null ? false : null,
        };
        using var opened = TableOptions.Open(dataset, reading, workspace, lines, cancellationToken);
        var table = AnalysisTable.Read(opened.View, config.Headers, cancellationToken);
        var asked = (model ?? config.Model) is { } name ? Load(name, workspace) : ((string Id, string Algorithm, string? Text, ITextClassifier Classifier)?)null;
        var result = Stage.Run(lines, "Analyze", say => AnalysisJob.Run(config, table, asked, done => say($"{done:N0} texts explained"), cancellationToken), own => $"{own.Bias.Count} facets, {own.Explanations?.Texts.Count ?? 0:N0} texts explained");
        var files = ResultFiles.Write(folder, AnalysisFiles.Of(result), cancellationToken);
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
