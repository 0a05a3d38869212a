namespace Praxis.Server.Api;

/// <summary>A processing job: a SQL script or a recipe over datasets. Programs are started on the machine itself alone.</summary>
/// <param name="Inputs">Name and dataset of each input.</param>
/// <param name="Sql">SELECTs, ended by semicolons.</param>
/// <param name="Recipe">Or: a recipe, YAML, run on the input <paramref name="Rows"/>.</param>
/// <param name="Rows">The input that a recipe is run on; the only one where it is not said.</param>
/// <param name="Name">The job's name.</param>
/// <param name="OutputFormat">csv, tsv, jsonl or parquet.</param>
/// <param name="Retries">How often it is started again.</param>
/// <param name="TimeoutSeconds">The most seconds it may run; 3600 where it is not said.</param>
/// <param name="MemoryLimitBytes">The most memory that it may hold.</param>
public sealed record ProcessingStart(
    IReadOnlyDictionary<string, string> Inputs,
    string? Sql = null,
    string? Recipe = null,
    string? Rows = null,
    string Name = "processing",
    string OutputFormat = "csv",
    int Retries = 0,
    double? TimeoutSeconds = null,
    long? MemoryLimitBytes = null);
