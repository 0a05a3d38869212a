namespace Praxis.Data.Queries;

/// <summary>The tables that a query may name; it reaches nothing else.</summary>
public sealed record QueryCatalog
{
    /// <summary>Nothing to name.</summary>
    public static QueryCatalog Empty { get; } = new() { Find = (_, _) => null, Names = () => [] };

    /// <summary>The table of a database (null: the query's own) and a name, letter case aside; null where there is none.</summary>
    public required Func<string?, string, QueryTable?> Find { get; init; }

    /// <summary>Every name, for messages.</summary>
    public required Func<IReadOnlyList<string>> Names { get; init; }
}
