namespace Praxis.Platform.Pipelines.Checks;

/// <summary>What the worker of a check is told: the job's <c>config/check.json</c>.</summary>
internal sealed record CheckRequest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "check.json";

    /// <summary>The input of the rows.</summary>
    public const string Data = "dataset";

    /// <summary>The input of the model.</summary>
    public const string Model = "model";

    /// <summary>The input of the analysis config.</summary>
    public const string Config = "config";

    /// <summary>The input of the baseline.</summary>
    public const string Baseline = "baseline";

    /// <summary>The output.</summary>
    public const string Output = "check";

    /// <summary>What is looked at, of <see cref="CheckTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a baseline is compared with.</summary>
    public required bool Compares { get; init; }

    /// <summary>How the rows are read, by the names of Amazon's container: <c>problem_type</c>, <c>ground_truth_attribute</c> and so on.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
