using Praxis.Contracts.Foundation;
using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>Recipes over datasets of the catalog: validated, previewed, run on record.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class DatasetRecipes(Workspace workspace)
{
    private static readonly string[] formats = ["csv", "tsv", "jsonl", "parquet"];
    private readonly Datasets datasets = new(workspace);
    private readonly RecipeRuns runs = new(workspace);

    /// <summary>The runs on record.</summary>
    public WorkRecords Records => runs.Records;

    /// <summary>Reads the recipe and tells everything wrong with it on its dataset.</summary>
    /// <exception cref="UserException">Something is.</exception>
    public Recipe Validate(RecipeRequest request, CancellationToken cancellationToken)
    {
        var recipe = Read(request);
        Use(request, recipe, null, null, run =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            RecipeFiles.Check(run);
            return true;
        });
        return recipe;
    }

    /// <summary>Shows what each step does to a sample.</summary>
    /// <param name="request">The recipe and its dataset.</param>
    /// <param name="sample">So many rows are drawn by the seed; 0 takes all.</param>
    /// <param name="mostRows">The rows shown after each step.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IReadOnlyList<RecipePreview> Preview(RecipeRequest request, long sample, int mostRows, CancellationToken cancellationToken)
    {
        var recipe = Read(request);
        if (sample > 0)
            recipe = recipe with { Steps = [new SampleStep(sample), .. recipe.Steps] };
        return Use(request, recipe, null, null, run =>
        {
            RecipeFiles.Check(run);
            var steps = run.Run([], isFitting: true, isCounting: true, cancellationToken);
            return steps.Select((step, i) => RecipePreview.Of(run, i + 1, step, mostRows)).ToList();
        });
    }

    /// <summary>Records a run that is still to begin.</summary>
    /// <exception cref="UserException">The recipe cannot be read, or a name or format is not right.</exception>
    public WorkRecord Submit(RecipeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var recipe = Read(request);
        if (!formats.Contains(request.OutputFormat))
            throw new UserException(new Problem { Type = "unknown-format", Found = $"the format '{SafeText.Line(request.OutputFormat, 40)}' is unknown", Expected = string.Join(", ", formats) });
        if (request.Register is { } name)
            DatasetName.Parse(name);
        foreach (var dataset in (request.Tables?.Values ?? []).Append(request.Dataset))
            datasets.Get(dataset);
        return Records.Submit("run", recipe.Name, RecipeRuns.SettingsOf(recipe, request.OutputFormat));
    }

    /// <summary>Runs what was recorded; its files are kept as artifacts.</summary>
    public WorkRecord Run(WorkRecord record, RecipeRequest request, CancellationToken cancellationToken) => Records.Run(
        record,
        work =>
        {
            var recipe = Read(request);
            var folder = workspace.NewScratch();
            try
            {
                Posix.CreateFolder(folder);
                work.ReadText("recipe.yaml", request.Recipe);
                var (parts, paths) = Use(request, recipe, folder, work, run =>
                {
                    var written = RecipeFiles.FitAndWrite(run, recipe, request.Recipe, request.Dataset, folder, request.OutputFormat, work.CancellationToken).Parts;
                    return (written, request.Register is null ? [] : RecipeFiles.ForCatalog(run, folder, request.OutputFormat, written, work.CancellationToken));
                });
                RecipeRuns.Keep(work, folder);
                if (request.Register is { } name)
                    runs.Register(work, paths, name);
                work.Finding = RecipeRuns.Finding(parts);
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        },
        cancellationToken);

    private Recipe Read(RecipeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RecipeReader.Read(request.Recipe, workspace.Time.GetUtcNow()) is var own && request.Seed is { } seed ? own with { Seed = seed } : own;
    }

    private T Use<T>(RecipeRequest request, Recipe recipe, string? outputFolder, Work? work, Func<RecipeRun, T> use)
    {
        var temporary = workspace.NewScratch();
        try
        {
            Posix.CreateFolder(temporary);
            using var run = RecipeRun.Open(Table(request.Dataset, work), recipe, new RecipeRunOptions
            {
                Tables = (request.Tables ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => Table(pair.Value, work), StringComparer.Ordinal),
                Functions = RecipeFiles.Functions,
                OutputFolder = outputFolder,
                TempFolder = temporary,
            });
            return use(run);
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }

    private StoredTable Table(string name, Work? work)
    {
        var dataset = datasets.Get(name);
        work?.ReadDataset(name, dataset.Id, dataset.ContentHash);
        return datasets.Table(dataset);
    }
}
