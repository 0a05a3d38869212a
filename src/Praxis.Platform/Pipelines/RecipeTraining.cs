using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Data.Recipes;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Platform.Pipelines;

/// <summary>
/// Prepares the rows of a training with a recipe that will travel with the model: fits it (or applies one that was fitted) on the source, on record, and gives the parts as datasets and the fitted recipe as an artifact.
/// </summary>
/// <param name="workspace">The workspace.</param>
public sealed class RecipeTraining(Workspace workspace)
{
    // Keeps types: a scaled number has more digits than a CSV's column of numbers may.
    private const string Format = "parquet";
    private const string ValidationPart = "validation";
    private readonly Datasets datasets = new(workspace);
    private readonly RecipeRuns runs = new(workspace);

    /// <summary>Prepares.</summary>
    /// <param name="recipeText">A recipe (YAML), or a fitted one (JSON).</param>
    /// <param name="recipeName">What its file is called.</param>
    /// <param name="source">A file or dataset.</param>
    /// <param name="reading">How a file is read.</param>
    /// <param name="columns">The columns that the model will look at, which the recipe has to give.</param>
    /// <param name="name">The name of the dataset, with that of the part where there are several.</param>
    /// <param name="cancellationToken">Ends it; nothing is registered then.</param>
    /// <exception cref="UserException">The recipe does not fit the rows, or could not travel with the model.</exception>
    public RecipeTrainingRows Prepare(string recipeText, string recipeName, string source, ReadOptions reading, IReadOnlyList<FeatureColumn> columns, string name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recipeText);
        var given = recipeText.TrimStart().StartsWith('{') ? FittedRecipe.Read(recipeText) : null;
        var recipe = RecipeReader.Read(given?.Yaml ?? recipeText, workspace.Time.GetUtcNow());
        var result = (Parts: (IReadOnlyList<(string File, long Rows)>)[], Datasets: (IReadOnlyList<string>)[], Fitted: given, Artifact: "");
        runs.Records.Run(given is null ? "run" : "apply", recipe.Name, RecipeRuns.SettingsOf(recipe, Format), work =>
        {
            var dataset = Dataset(source, reading, work);
            var folder = workspace.NewScratch();
            var temporary = workspace.NewScratch();
            try
            {
                Posix.CreateFolder(folder);
                Posix.CreateFolder(temporary);
                work.ReadText(recipeName, recipeText);
                using (var run = RecipeRun.Open(datasets.Table(dataset), recipe, new RecipeRunOptions { Functions = RecipeFiles.Functions, OutputFolder = folder, TempFolder = temporary }))
                    result.Parts = given is null ? RecipeFiles.FitAndWrite(run, recipe, recipeText, dataset.Id, folder, Format, work.CancellationToken).Parts : Apply(run, recipe, given, folder, work.CancellationToken);
                result.Fitted = FittedRecipe.Read(File.ReadAllText(Path.Combine(folder, RecipeFiles.Fitted)));
                RecipeClassifier.Check(columns, result.Fitted);
                RecipeRuns.Keep(work, folder);
                result.Artifact = workspace.Artifacts.Add(Path.Combine(folder, RecipeFiles.Fitted));
                result.Datasets = runs.Register(work, [.. result.Parts.Select(part => Path.Combine(folder, part.File))], name);
                work.Finding = RecipeRuns.Finding(result.Parts);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
                Directory.Delete(temporary, recursive: true);
            }
        }, cancellationToken);
        var validation = result.Parts.Index().Where(part => part.Index > 0 && part.Item.File.StartsWith(ValidationPart + ".", StringComparison.Ordinal)).Select(part => result.Datasets[part.Index]).FirstOrDefault();
        return new RecipeTrainingRows(result.Datasets[0], validation, result.Artifact, result.Fitted!) { Parts = result.Parts.Count };
    }

    private DatasetVersion Dataset(string source, ReadOptions reading, Work work)
    {
        var dataset = File.Exists(source) || Directory.Exists(source)
            ? datasets.Ingest(new IngestRequest { Paths = [source], Reading = reading }, work.CancellationToken)
            : datasets.Get(source);
        work.ReadDataset(source, dataset.Id, dataset.ContentHash);
        return dataset;
    }

    private static IReadOnlyList<(string File, long Rows)> Apply(RecipeRun run, Recipe recipe, FittedRecipe fitted, string folder, CancellationToken cancellationToken)
    {
        if (fitted.States.Count != recipe.Steps.Count)
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = $"the fitted recipe has {recipe.Steps.Count} steps and what {fitted.States.Count} have learned", Remedy = "Fit it again: praxis prepare run" });
        var columns = fitted.Columns.Count > 0 ? fitted.Columns : run.ColumnsAfter(0);
        List<JsonObject?> states = [.. fitted.States];
        run.Run(states, isFitting: false, isCounting: false, cancellationToken);
        var parts = RecipeFiles.Write(run, folder, Format, recipe.Name, cancellationToken);
        File.WriteAllText(Path.Combine(folder, RecipeFiles.Fitted), (fitted with { Columns = columns }).Write());
        return parts;
    }
}
