namespace Praxis.Platform.Foundation;

/// <summary>What a job runs, and with what.</summary>
public sealed record JobDefinition
{
    /// <summary>The variable of the environment that tells a job not to end with its owner.</summary>
    public const string OutlivesOwnerVariable = "PRAXIS_OUTLIVES_OWNER";

    /// <summary>The program.</summary>
    public required string Program { get; init; }

    /// <summary>Its arguments, before the hyper-parameters. <c>{job}</c> stands for the job's id, <c>{folder}</c> for its folder.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether hyper-parameters follow as <c>--name value</c>; so for a user's own program.</summary>
    public bool PassHyperparameters { get; init; }

    /// <summary>Channel to artifact.</summary>
    public IReadOnlyDictionary<string, string> Inputs { get; init; } = new Dictionary<string, string>();

    /// <summary>Channel to the file name the artifact is shown under; <c>data</c> where none is said.</summary>
    public IReadOnlyDictionary<string, string> FileNames { get; init; } = new Dictionary<string, string>();

    /// <summary>More files of channels, where one has several; each under its own name.</summary>
    public IReadOnlyList<JobFile> Files { get; init; } = [];

    /// <summary>Variables of the environment beside those of every job.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>Hyper-parameters.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many threads may compute.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Bytes of memory that it asks for; 0 for no more than it finds.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>How many GPUs it needs for itself.</summary>
    public int Gpus { get; init; }

    /// <summary>Folders below <c>output/data</c> that are there at the start, each with its <c>PRAXIS_OUTPUT_NAME</c>.</summary>
    public IReadOnlyList<string> OutputFolders { get; init; } = [];

    /// <summary>Links to make below the job's folder: their paths, and the paths below the folder that they lead to.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary>More files of <c>config/</c>: name and text.</summary>
    public IReadOnlyDictionary<string, string> ConfigFiles { get; init; } = new Dictionary<string, string>();

    /// <summary>Measures to find in the log.</summary>
    public IReadOnlyList<MetricDefinition> Metrics { get; init; } = [];

    /// <summary>Seconds between SIGTERM and SIGKILL.</summary>
    public double GraceSeconds { get; init; } = 120;

    /// <summary>The longest it may run, all attempts together; null for no limit.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>Whether it may be interrupted: killed, or in the way of a job of a higher priority, it goes back into the queue and on from its last checkpoint.</summary>
    public bool IsInterruptible { get; init; }

    /// <summary>The longest from its creation to its end, waiting included; null for no limit.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Whether it goes on when its owner ends, for another to go on with it.</summary>
    public bool OutlivesOwner { get; init; }
}
