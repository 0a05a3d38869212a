namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A JSON file that a step writes, for others to look values up in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="OutputName">The output it lies in.</param>
/// <param name="FilePath">Its path there.</param>
internal sealed record PropertyFile(string Name, string OutputName, string FilePath);
