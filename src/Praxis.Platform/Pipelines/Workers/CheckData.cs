using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>What the job of a check was given: rows, a model, a baseline.</summary>
/// <param name="folder">The job's folder.</param>
/// <param name="trainers">The algorithms.</param>
internal sealed class CheckData(string folder, Trainers trainers)
{
    /// <summary>The model's card; null where no model was given.</summary>
    public ModelManifest? Card { get; } = ModelManifest.Find(Path.Combine(folder, "input", CheckRequest.Model)) ?? ModelManifest.Find(Path.Combine(folder, "config"));

    /// <summary>Reads the rows as one table, the columns found by name.</summary>
    /// <param name="reading">How the files are read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserException">There is no file, or it is none of rows.</exception>
    public TableView Open(ReadOptions reading, CancellationToken cancellationToken)
    {
        var root = Path.Combine(folder, "input", CheckRequest.Data);
        var files = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = "the input of the rows has no files", Expected = "CSV, TSV, JSON Lines or Parquet" });
        var scratch = Path.Combine(folder, "tables");
        Posix.CreateFolder(scratch);
        return TableView.Open(TableReader.Import([.. files.Select(file => new SourceFile(file, Path.GetRelativePath(root, file), []))], reading, scratch, cancellationToken).TablePath);
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public (string Id, string Algorithm, string? Text, ITextClassifier Classifier) Model()
    {
        var card = Card ?? throw new UserException(new Problem { Type = "unknown-model", Found = $"no model is given, or it holds no {ModelManifest.FileName}", Expected = "the model of a Training step with one of our algorithms, or a registered one", Remedy = "model: ${Train.model}" });
        var place = Path.Combine(folder, "input", CheckRequest.Model);
        ITextClassifier classifier;
        using (var stream = File.OpenRead(Path.Combine(place, ModelFiles.Model)))
            classifier = trainers[card.Algorithm].Load(stream);
        var recipe = Path.Combine(place, RecipeClassifier.FileName);
        if (File.Exists(recipe))
            classifier = RecipeClassifier.Of(classifier, classifier.Columns.Count == 1 ? card.Columns() : classifier.Columns, FittedRecipe.Read(File.ReadAllText(recipe)));
        return ("model", card.Algorithm, card.Text?.Split(',')[0].Trim(), classifier);
    }

    /// <summary>The config of a Clarify analysis: an input's, else what the step says itself; null where neither is there.</summary>
    public string? AnalysisConfig()
    {
        var input = Path.Combine(folder, "input", CheckRequest.Config);
        var file = Directory.Exists(input) ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).FirstOrDefault() : null;
        file ??= Path.Combine(folder, "config", CheckFields.AnalysisConfig + ".json");
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    /// <summary>A file of the baseline; null where it was not given.</summary>
    public string? Baseline(string file)
    {
        var path = Path.Combine(folder, "input", CheckRequest.Baseline, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    /// <summary>How Amazon's container is told of the form of the rows, <c>{"csv": {"header": true}}</c>.</summary>
    public static ReadOptions Reading(string? datasetFormat)
    {
        if (datasetFormat is null)
            return new ReadOptions();
        try
        {
            var format = JsonNode.Parse(datasetFormat) as JsonObject;
            return format?.Select(pair => pair.Key).FirstOrDefault()?.ToLowerInvariant() switch
            {
                "csv" => new ReadOptions { Format = "csv", HasHeader = format.First().Value?["header"]?.GetValue<bool>() == false ? false : null },
                "json" => new ReadOptions { Format = "jsonl" },
                "parquet" => new ReadOptions { Format = "parquet" },
                _ => throw new JsonException(),
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new UserException(new Problem { Type = "unknown-format", Found = $"dataset_format is '{SafeText.Line(datasetFormat, 60)}'", Expected = "{\"csv\": {\"header\": true}}, {\"json\": {\"lines\": true}} or {\"parquet\": {}}" }, error);
        }
    }
}
