namespace Praxis.Platform.Prepare.Recipes;

/// <summary>A recipe over datasets of the catalog.</summary>
public sealed record RecipeRequest
{
    /// <summary>The recipe, YAML.</summary>
    public required string Recipe { get; init; }

    /// <summary>The dataset: NAME, NAME@2, DATABASE.NAME.</summary>
    public required string Dataset { get; init; }

    /// <summary>Name and dataset of each table that the recipe joins.</summary>
    public IReadOnlyDictionary<string, string>? Tables { get; init; }

    /// <summary>In place of the recipe's seed.</summary>
    public long? Seed { get; init; }

    /// <summary>How the parts are written: csv, tsv, jsonl or parquet.</summary>
    public string OutputFormat { get; init; } = "csv";

    /// <summary>Takes the parts into the catalog under this name; null does not.</summary>
    public string? Register { get; init; }
}
