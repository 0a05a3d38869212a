namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>What of a step in YAML others may name.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Outputs">Its outputs.</param>
/// <param name="PropertyFiles">Its property files.</param>
internal sealed record YamlStepNames(string Type, IReadOnlyList<string> Outputs, IReadOnlyList<string> PropertyFiles)
{
    /// <summary>The property file of an Evaluate step.</summary>
    public const string Evaluation = "Evaluation";

    /// <summary>What a check step looks at; null for other steps.</summary>
    public string? Check { get; init; }
}
