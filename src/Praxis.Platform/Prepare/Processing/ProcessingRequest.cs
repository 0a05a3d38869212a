namespace Praxis.Platform.Prepare.Processing;

/// <summary>A program that turns files into files.</summary>
public sealed record ProcessingRequest
{
    /// <summary>The job's name.</summary>
    public required string Name { get; init; }

    /// <summary>The program: a path, or a name found on the search path.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments. <c>{input:NAME}</c> stands for the folder of an input, <c>{output}</c> for that of the results.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Name of each input, with a file or a folder of files.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Inputs { get; init; } = [];

    /// <summary>Over how many processes the first input is spread.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>How many processes run at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How often a process that failed is started again.</summary>
    public int Retries { get; init; }

    /// <summary>The longest that a process may run; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Seconds between the polite end and the kill.</summary>
    public double GraceSeconds { get; init; } = 10;

    /// <summary>Whether a process may write nothing.</summary>
    public bool AllowsNoOutput { get; init; }
}
