using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>What one room does in a run. It finds what earlier rooms made by the ids and hashes among its arguments, so that any process can go on.</summary>
internal abstract class RoomWork
{
    /// <summary>Does it and completes the step.</summary>
    /// <param name="context">The step.</param>
    /// <param name="options">What of the run's options the room needs.</param>
    /// <param name="complete">Completes the step in a transaction of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken);

    /// <summary>A result of artifacts, with what came out in a sentence for people.</summary>
    protected static StepResult Found(string finding, JsonObject properties, params IReadOnlyList<string> artifacts) =>
        new(properties, new JsonObject { [RoomFields.Room] = new JsonObject { [RoomFields.Finding] = finding } }) { Artifacts = artifacts };

    /// <summary>An argument that an earlier room's result is the value of.</summary>
    protected static string Need(StepContext context, string field) => context.Text(field) ?? throw new StepFailedException($"ClientError: the step has no {field}");

    protected static DatasetVersion Dataset(StepContext context) => new Datasets(context.Services.Workspace).Get(Need(context, RoomFields.Dataset));

    protected static PreparedData Prepared(StepContext context) => new PreparedDatasets(context.Services.Workspace).Get(Need(context, RoomFields.Prepared));

    /// <summary>An artifact among the arguments, read whole before something is built on it.</summary>
    protected static string Whole(StepContext context, string field)
    {
        var hash = Need(context, field);
        context.Services.Workspace.RequireWhole(hash, field);
        return hash;
    }

    protected static string Name(string name) => SafeText.Line(name, 40);

    protected static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    protected static string F(double fraction) => fraction.ToString("0.000", CultureInfo.InvariantCulture);
}
