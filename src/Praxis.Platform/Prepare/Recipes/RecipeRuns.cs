using System.Globalization;
using Praxis.Data.Files;
using Praxis.Data.Recipes;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>The keeper of runs of recipes: fits and applications, on record with their files and the datasets made of them.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class RecipeRuns(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "recipe-run";

    /// <summary>The records.</summary>
    public WorkRecords Records { get; } = new(workspace, Kind);

    /// <summary>What a run was made with, for its record.</summary>
    public static Dictionary<string, string> SettingsOf(Recipe recipe, string format)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["recipe"] = recipe.Name,
            ["seed"] = recipe.Seed.ToString(CultureInfo.InvariantCulture),
            ["steps"] = string.Join(", ", recipe.Steps.Select(step => step.Kind)),
            ["output-format"] = format,
        };
    }

    /// <summary>Keeps the files of a folder as artifacts of a work.</summary>
    public static void Keep(Work work, string folder)
    {
        ArgumentNullException.ThrowIfNull(work);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
            work.Made(Path.GetFileName(path), path);
    }

    /// <summary>Takes the parts of a run into the catalog: a dataset of the name, or of name and part where there are several. Their lineage leads to the run by the files.</summary>
    /// <param name="work">The run.</param>
    /// <param name="paths">The parts' Parquet files (<see cref="RecipeFiles.ForCatalog"/>).</param>
    /// <param name="name">The name.</param>
    /// <returns>The dataset versions.</returns>
    public IReadOnlyList<string> Register(Work work, IReadOnlyList<string> paths, string name)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(paths);
        var datasets = new Datasets(workspace);
        var ids = new List<string>();
        foreach (var path in paths)
        {
            var own = paths.Count == 1 ? name : $"{name}-{Path.GetFileNameWithoutExtension(path)}";
            var version = datasets.Ingest(path, new ReadOptions(), own, work.CancellationToken);
            if (Path.GetFileName(Path.GetDirectoryName(path)) == "datasets")
                work.Made("datasets/" + Path.GetFileName(path), path);
            work.Registered(version.Id);
            ids.Add(version.Id);
        }

        return ids;
    }

    /// <summary>A sentence of the files and rows.</summary>
    public static string Finding(IReadOnlyList<(string File, long Rows)> parts) =>
        string.Join(", ", parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.File}: {part.Rows:N0} rows")));
}
