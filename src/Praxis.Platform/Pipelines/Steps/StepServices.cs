using Praxis.Platform.Foundation;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What steps stand on.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Scheduler">Runs their jobs.</param>
/// <param name="Trainers">The algorithms.</param>
/// <param name="Program">The path of the program <c>praxis</c>, which is also the worker.</param>
/// <param name="Version">The program's version: an earlier result of its own steps stands for that version alone.</param>
public sealed record StepServices(Workspace Workspace, IJobScheduler Scheduler, Trainers Trainers, string Program, string Version)
{
    /// <summary>Told what is a bug of ours.</summary>
    public Action<Exception>? OnBug { get; init; }

    /// <summary>Told what a step does while it runs: its name and a line; null for nobody.</summary>
    public Action<string, string>? OnDetail { get; init; }

    /// <summary>Told the run events of executions; null for nobody.</summary>
    public OpenLineageEmitter? OpenLineage { get; init; }

    /// <summary>The addresses (host and port) that callbacks may go to though they are private.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];
}
