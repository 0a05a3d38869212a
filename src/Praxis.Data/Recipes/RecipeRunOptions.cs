using Praxis.Data.Tables;

namespace Praxis.Data.Recipes;

/// <summary>What a recipe's run may use.</summary>
public sealed record RecipeRunOptions
{
    /// <summary>The tables that joins name.</summary>
    public IReadOnlyDictionary<string, StoredTable> Tables { get; init; } = new Dictionary<string, StoredTable>();

    /// <summary>Functions of text that steps call, by name.</summary>
    public IReadOnlyDictionary<string, Func<string, string>> Functions { get; init; } = new Dictionary<string, Func<string, string>>();

    /// <summary>The one folder that results are written to; null where nothing is written.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Where rows go that do not fit into memory; null for nowhere.</summary>
    public string? TempFolder { get; init; }

    /// <summary>The most memory of the database, in bytes; what does not fit goes to <see cref="TempFolder"/>.</summary>
    public long Memory { get; init; } = DatabaseMemory.Default;
}
