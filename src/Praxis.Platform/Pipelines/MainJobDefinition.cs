using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines;

/// <summary>The main job as a pipeline: one step a room, with the options that the room needs.</summary>
internal static class MainJobDefinition
{
    private const string ExpireAfter = "P30D";
    private static readonly string[] cached = [RoomNames.Prepare, RoomNames.Train, RoomNames.Evaluate];

    // What a room is given of earlier ones.
    private static readonly Dictionary<string, (string Field, string Room)[]> Given = new(StringComparer.Ordinal)
    {
        [RoomNames.Analyze] = [(RoomFields.Dataset, RoomNames.Ingest)],
        [RoomNames.Prepare] = [(RoomFields.Dataset, RoomNames.Ingest), (RoomFields.Content, RoomNames.Ingest)],
        [RoomNames.Train] = [(RoomFields.Prepared, RoomNames.Prepare), (RoomFields.Rows, RoomNames.Prepare)],
        [RoomNames.Evaluate] = [(RoomFields.Prepared, RoomNames.Prepare), (RoomFields.Rows, RoomNames.Prepare), (RoomFields.Job, RoomNames.Train), (RoomFields.Model, RoomNames.Train)],
        [RoomNames.Register] = [(RoomFields.Dataset, RoomNames.Ingest), (RoomFields.Prepared, RoomNames.Prepare), (RoomFields.Job, RoomNames.Train), (RoomFields.Model, RoomNames.Train), (RoomFields.Evaluation, RoomNames.Evaluate)],
    };

    /// <summary>The name of the dataset and the model.</summary>
    /// <exception cref="UserException">The name that was said is none.</exception>
    public static string NameOf(MainJobOptions options) => options.Name is { } said
        ? DatasetName.Parse(said).Name
        : options.Recipe is null ? Datasets.NameFor(Path.GetFileName(options.File)) : ResourceName.From($"{Path.GetFileNameWithoutExtension(options.File)}-prepared", "prepared");

    /// <summary>The name of the pipeline.</summary>
    public static string PipelineOf(MainJobOptions options)
    {
        var name = "run-" + NameOf(options);
        return name.Length <= ResourceName.MostCharacters ? name : name[..ResourceName.MostCharacters].TrimEnd('-');
    }

    /// <summary>The definition. The number of threads is a parameter, as no result depends on it.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="recipe">The artifact of the recipe's text; null for none.</param>
    public static PipelineDefinition Of(MainJobOptions options, string? recipe)
    {
        options = options with { File = Path.GetFullPath(options.File), Name = options.Name ?? (recipe is null ? null : NameOf(options)) };
        var steps = new JsonArray([.. RoomNames.All.Where(room => recipe is not null || room != RoomNames.Recipe).Select(room => Step(room, options, recipe))]);
        var threads = new JsonObject { ["Name"] = RoomFields.Threads, ["Type"] = "Integer", ["DefaultValue"] = Environment.ProcessorCount };
        return PipelineDefinition.Parse(new JsonObject { ["Version"] = PipelineDefinition.Version, ["Parameters"] = new JsonArray(threads), ["PipelineExperimentConfig"] = null, ["Steps"] = steps }.ToJsonString());
    }

    private static JsonObject Step(string room, MainJobOptions options, string? recipe)
    {
        var arguments = new JsonObject { [RoomFields.Room] = room, [RoomFields.Options] = RoomOptions.Write(options, room) };
        foreach (var (field, earlier) in Given.GetValueOrDefault(room, []))
            arguments[field] = Get(earlier, field);
        if (room == RoomNames.Train)
            arguments[RoomFields.Threads] = new JsonObject { ["Get"] = "Parameters." + RoomFields.Threads };
        if (recipe is not null && room == RoomNames.Recipe)
            arguments[RoomFields.RecipeText] = recipe;
        if (recipe is not null && room == RoomNames.Ingest)
            arguments[RoomFields.Dataset] = Get(RoomNames.Recipe, RoomFields.Dataset);
        if (recipe is not null && room is RoomNames.Register)
            arguments[RoomFields.Recipe] = Get(RoomNames.Recipe, RoomFields.Recipe);
        var step = new JsonObject { ["Name"] = room, ["Type"] = StepTypes.Room, ["Arguments"] = arguments };
        if (room == RoomNames.Prepare)
            step["DependsOn"] = new JsonArray(RoomNames.Analyze);
        if (cached.Contains(room))
            step["CacheConfig"] = new JsonObject { ["Enabled"] = true, [nameof(ExpireAfter)] = ExpireAfter };
        return step;
    }

    private static JsonObject Get(string room, string field) => new() { ["Get"] = $"Steps.{room}.{field}" };
}
