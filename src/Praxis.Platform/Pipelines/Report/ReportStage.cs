namespace Praxis.Platform.Pipelines.Report;

/// <summary>A stage of the run and how long it took.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
public sealed record ReportStage(string Name, double Seconds);
