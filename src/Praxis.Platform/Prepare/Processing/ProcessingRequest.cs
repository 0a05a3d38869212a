namespace Praxis.Platform.Prepare.Processing;

/// <summary>What turns files into files: a program, a SQL script or a recipe.</summary>
public sealed record ProcessingRequest
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>What is run.</summary>
    public ProcessingWork Work { get; init; }

    /// <summary>The program: a path, or a name found on the search path; empty for a script or recipe.</summary>
    public string Program { get; init; } = "";

    /// <summary>The text of the SQL script or of the recipe.</summary>
    public string Script { get; init; } = "";

    /// <summary>How a script's or recipe's results are written: csv, tsv, jsonl or parquet.</summary>
    public string OutputFormat { get; init; } = "csv";

    /// <summary>The program's arguments. <c>{input:NAME}</c> stands for the folder of an input, <c>{output}</c> for that of the results.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Name of each input, with a file, a folder of files or a dataset.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Inputs { get; init; } = [];

    /// <summary>Whether inputs may be paths of this machine; else they are datasets alone.</summary>
    public bool AllowsPaths { get; init; } = true;

    /// <summary>Over how many processes the first input is spread.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many processes run at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How often a process that failed is started again.</summary>
    public int Retries { get; init; }

    /// <summary>The longest that a process may run; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The most memory, in bytes, that a process and its children may hold; null for no limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Seconds between the polite end and the kill.</summary>
    public double GraceSeconds { get; init; } = 10;

    /// <summary>Whether a process may write nothing.</summary>
    public bool AllowsNoOutput { get; init; }
}
