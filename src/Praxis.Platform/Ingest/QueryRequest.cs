using Praxis.Contracts.Ingest;
using Praxis.Data.Queries;

namespace Praxis.Platform.Ingest;

/// <summary>What to ask.</summary>
public sealed record QueryRequest
{
    /// <summary>The most bytes of a statement.</summary>
    public const int MostBytes = 262_144;

    /// <summary>One SELECT over datasets: <c>name</c>, <c>database.name</c>, <c>"name@2"</c>.</summary>
    public required string Sql { get; init; }

    /// <summary>The database of tables that name none.</summary>
    public string Database { get; init; } = DatasetVersion.DefaultDatabase;

    /// <summary>What it may take.</summary>
    public QueryOptions Options { get; init; } = new();
}
