using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Steps;
using Praxis.Platform.Pipelines.Steps.Rooms;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>Reads a definition; everything wrong with it is told at once, each with its step.</summary>
internal sealed class DefinitionReader
{
    private const int MostSteps = 5_000;
    private static readonly string[] topLevel = ["Version", "Metadata", "Parameters", "PipelineExperimentConfig", "Steps"];
    private static readonly string[] stepFields = ["Name", "Type", "Arguments", "DisplayName", "Description", "DependsOn", "CacheConfig", "RetryPolicies", "PropertyFiles", "OutputParameters", "SqsQueueUrl", "Url", "FunctionArn", "CheckType", "ModelPackageGroupName", "SkipCheck", "FailOnViolation", "RegisterNewBaseline", "SuppliedBaselineStatistics", "SuppliedBaselineConstraints"];

    private readonly List<Problem> problems = [];
    private readonly List<PipelineStep> steps = [];
    private readonly HashSet<string> unread = new(StringComparer.Ordinal);

    /// <summary>Reads SageMaker's JSON.</summary>
    /// <exception cref="UserException">It is none, or has mistakes.</exception>
    public static PipelineDefinition Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (json.Length > PipelineDefinition.MostCharacters)
            throw Unreadable($"it has {json.Length:N0} characters", $"at most {PipelineDefinition.MostCharacters:N0}", null);
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(json, documentOptions: DefinitionJson.Reading);
        }
        catch (JsonException error)
        {
            throw Unreadable($"it is no JSON: {SafeText.Line(error.Message, 200)}", "a JSON object", error);
        }

        return root is JsonObject map ? new DefinitionReader().Read(map) : throw Unreadable("it is no JSON object", "{\"Version\": \"2020-12-01\", \"Steps\": [...]}", null);
    }

    private PipelineDefinition Read(JsonObject root)
    {
        if (Text(root["Version"]) != PipelineDefinition.Version)
            Tell("the version of the form is not said, or another", "Version", $"\"Version\": \"{PipelineDefinition.Version}\"");
        foreach (var name in root.Select(pair => pair.Key).Where(name => !topLevel.Contains(name)))
            Tell($"a definition has no '{SafeText.Line(name, 60)}'", null, string.Join(", ", topLevel), NearestName.Suggestion(name, topLevel));
        var parameters = Parameters(root["Parameters"]);
        if (root["Steps"] is not JsonArray { Count: > 0 } list)
            Tell("there are no steps", "Steps", "a list of at least one step");
        else
            Steps(list, null, isIf: false);
        if (steps.Count > MostSteps)
            Tell($"there are {steps.Count:N0} steps", "Steps", $"at most {MostSteps:N0}");
        return steps.Select(step => step.Name).Distinct(StringComparer.Ordinal).Count() == steps.Count ? Checked(root, parameters) : throw new UserException(Fault.Input, problems);
    }

    private PipelineDefinition Checked(JsonObject root, List<PipelineParameter> parameters)
    {
        var waiting = new DefinitionCheck(parameters, steps, root["PipelineExperimentConfig"], unread, problems).Run();
        return problems.Count == 0 ? new PipelineDefinition(root, parameters, waiting) : throw new UserException(Fault.Input, problems);
    }

    private List<PipelineParameter> Parameters(JsonNode? node)
    {
        var parameters = new List<PipelineParameter>();
        if (node is null)
            return parameters;
        if (node is not JsonArray list)
        {
            Tell("the parameters are no list", "Parameters", "[{\"Name\": \"Epochs\", \"Type\": \"Integer\", \"DefaultValue\": 3}]");
            return parameters;
        }

        foreach (var item in list)
        {
            var name = Text(item is JsonObject map ? map["Name"] : null);
            var where = $"parameter {SafeText.Line(name ?? "without a name", 80)}";
            if (name is null || !IsParameterName(name))
            {
                Tell("a parameter's name is missing or has other characters than letters, digits, '-' and '_'", where, "\"Name\": \"LearningRate\"");
                continue;
            }

            var type = Text(item!["Type"]) ?? "";
            if (!PipelineParameter.Types.Contains(type))
                Tell($"there is no type '{SafeText.Line(type, 40)}'", where, string.Join(", ", PipelineParameter.Types), NearestName.Suggestion(type, PipelineParameter.Types));
            var parameter = new PipelineParameter(name, type, item["DefaultValue"]?.DeepClone(), [.. (item["EnumValues"] as JsonArray ?? []).Select(Expression.Text)]);
            if (parameters.Any(other => other.Name == name))
                Tell("there are two parameters of this name", where, "each name once");
            else if (parameter.Default is not null && PipelineParameter.Types.Contains(type) && !parameter.Fits(parameter.Default))
                Tell($"the default {SafeText.Line(parameter.Default.ToJsonString(), 60)} is no {type}", where, $"a {type}");
            else if (parameter.Default is not null && parameter.Allowed.Count > 0 && !parameter.Allowed.Contains(Expression.Text(parameter.Default), StringComparer.Ordinal))
                Tell("the default is not among the values of the parameter", where, string.Join(", ", parameter.Allowed.Select(value => SafeText.Line(value, 40))));
            parameters.Add(parameter);
        }

        return parameters;
    }

    private void Steps(JsonArray list, string? condition, bool isIf)
    {
        foreach (var item in list)
        {
            if (steps.Count > MostSteps)
                return;
            if (item is not JsonObject map || Text(map["Name"]) is not { } name)
            {
                Tell("a step is no object with a name", condition is null ? "Steps" : $"step {SafeText.Line(condition, 80)}", "{\"Name\": \"Train\", \"Type\": \"Training\", \"Arguments\": {...}}");
                continue;
            }

            var where = $"step {SafeText.Line(name, 80)}";
            if (!ResourceName.IsValid(name))
                Tell("this is not a name for a step", where, $"letters, digits and '-', at most {ResourceName.MostCharacters} characters");
            if (Step(map, name, where, condition, isIf) is not { } step)
            {
                unread.Add(name);
                continue;
            }

            if (steps.Any(other => other.Name == name))
                Tell("there are two steps of this name", where, "each name once in the whole definition, branches too");
            steps.Add(step);
            if (step.Type != StepTypes.Condition)
                continue;
            if (condition is not null)
            {
                Tell("a condition stands in a branch of another", where, "no condition in a branch");
                continue;
            }

            foreach (var (field, branch) in ((string, bool)[])[("IfSteps", true), ("ElseSteps", false)])
                if (step.Arguments[field] is JsonArray branchSteps)
                    Steps(branchSteps, name, branch);
                else if (step.Arguments[field] is not null)
                    Tell($"{field} is no list", where, "a list of steps");
        }
    }

    private PipelineStep? Step(JsonObject map, string name, string where, string? condition, bool isIf)
    {
        var type = Text(map["Type"]) ?? "";
        if (!StepTypes.IsKnown(type))
        {
            Tell(StepTypes.WaitsFor(type) is { } room ? $"steps of type {type} need {room}, which is not here" : $"there is no type '{SafeText.Line(type, 60)}'", where, string.Join(", ", StepTypes.All), NearestName.Suggestion(type, StepTypes.All));
            return null;
        }

        foreach (var field in map.Select(pair => pair.Key).Where(field => !stepFields.Contains(field)))
            Tell($"a step has no '{SafeText.Line(field, 60)}'", where, string.Join(", ", stepFields.Take(9)), NearestName.Suggestion(field, stepFields));
        if (map["Arguments"] is not null and not JsonObject)
            Tell("Arguments is no object", where, "{...}");
        var arguments = map["Arguments"] as JsonObject ?? [];
        foreach (var required in StepTypes.Required(type).Where(required => arguments[required] is null))
            Tell($"Arguments has no {required}", where, $"{required} for a step of type {type}");
        if (type == StepTypes.Processing)
            Instances(arguments, where);
        if (StepTypes.IsCheck(type))
            new CheckRules(map, type, (found, expected, remedy) => Tell(found, where, expected, remedy)).Apply();
        if (type == StepTypes.Room && Text(arguments[RoomFields.Room]) is { } asked && !RoomNames.All.Contains(asked))
            Tell($"there is no room '{SafeText.Line(asked, 60)}'", where, string.Join(", ", RoomNames.All), NearestName.Suggestion(asked, RoomNames.All));
        if (type == StepTypes.Callback && Text(map["SqsQueueUrl"]) is null && Text(map["Url"]) is null)
            Tell("a callback has no address to call", where, "\"Url\": \"https://...\"");
        return new PipelineStep
        {
            Name = name,
            Type = type,
            Json = map,
            DisplayName = Text(map["DisplayName"]),
            Description = Text(map["Description"]),
            DependsOn = [.. (map["DependsOn"] as JsonArray ?? []).Select(Text).OfType<string>()],
            Cache = Cache(map["CacheConfig"], type, where),
            Retries = Retries(map["RetryPolicies"], where),
            PropertyFiles = PropertyFiles(map["PropertyFiles"], type, arguments, where),
            Condition = condition,
            IsIfBranch = isIf,
        };
    }

    private void Instances(JsonObject arguments, string where)
    {
        if ((arguments["ProcessingResources"] as JsonObject)?["ClusterConfig"]?["InstanceCount"] is JsonValue count)
            Within(count, 1, 1, ProcessingInstances.Most, "InstanceCount", where);
        foreach (var input in (arguments["ProcessingInputs"] as JsonArray ?? []).Select(input => input?["S3Input"]).OfType<JsonObject>())
        {
            if (Text(input["S3DataDistributionType"]) is { } type && !ProcessingInstances.Distributions.Contains(type))
                Tell($"there is no distribution '{SafeText.Line(type, 40)}' of an input", where, string.Join(", ", ProcessingInstances.Distributions), NearestName.Suggestion(type, ProcessingInstances.Distributions));
            if (Text(input["S3InputMode"]) is { } mode and not "File")
                Tell($"an input comes in the mode '{SafeText.Line(mode, 40)}'", where, "File: programs find files in a folder here");
        }
    }

    private CachePolicy Cache(JsonNode? node, string type, string where)
    {
        if (node is null || Flag(node["Enabled"]) != true)
            return CachePolicy.None;
        if (!StepTypes.IsCacheable(type))
            Tell($"a step of type {type} has no result that could be kept", where, "CacheConfig on other steps");
        var duration = Iso8601Duration.Parse(Text(node["ExpireAfter"]));
        if (duration is null)
            Tell(node["ExpireAfter"] is null ? "CacheConfig does not say how old a result may be" : $"'{SafeText.Line(Text(node["ExpireAfter"]), 40)}' is no duration", where, "\"ExpireAfter\": \"P30D\" or \"PT1H\"");
        return new CachePolicy(true, duration);
    }

    private List<StepRetryPolicy> Retries(JsonNode? node, string where)
    {
        var policies = new List<StepRetryPolicy>();
        if (node is null)
            return policies;
        if (node is not JsonArray list)
        {
            Tell("RetryPolicies is no list", where, "[{\"ExceptionType\": [\"Step.SERVICE_FAULT\"], \"MaxAttempts\": 3}]");
            return policies;
        }

        foreach (var item in list)
        {
            var types = (item?["ExceptionType"] as JsonArray ?? []).Select(Text).OfType<string>().ToList();
            if (types.Count == 0)
                Tell("a retry policy names no failures", where, string.Join(", ", StepRetryPolicy.Known));
            foreach (var type in types.Where(type => !StepRetryPolicy.Known.Contains(type)))
                Tell($"there is no failure '{SafeText.Line(type, 60)}'", where, string.Join(", ", StepRetryPolicy.Known), NearestName.Suggestion(type, StepRetryPolicy.Known));
            if (item?["MaxAttempts"] is not null && item["ExpireAfterMin"] is not null)
                Tell("a retry policy has both MaxAttempts and ExpireAfterMin", where, "one of them");
            policies.Add(new StepRetryPolicy(
                types,
                Within(item?["IntervalSeconds"], 1, 0, 43_200, "IntervalSeconds", where),
                Within(item?["BackoffRate"], 2, 1, 1_000, "BackoffRate", where),
                item?["MaxAttempts"] is { } most ? (int)Within(most, 5, 0, 20, "MaxAttempts", where) : null,
                item?["ExpireAfterMin"] is { } minutes ? Within(minutes, 0, 0, 14_400, "ExpireAfterMin", where) : null));
        }

        return policies;
    }

    private List<PropertyFile> PropertyFiles(JsonNode? node, string type, JsonObject arguments, string where)
    {
        var files = new List<PropertyFile>();
        if (node is null)
            return files;
        if (type != StepTypes.Processing && !StepTypes.IsCheck(type))
            Tell("only a step of type Processing, or a check, has property files", where, "PropertyFiles on a Processing step");
        var outputs = Outputs(arguments).ToList();
        foreach (var item in node as JsonArray ?? [])
        {
            if (Text(item?["PropertyFileName"]) is not { } name || Text(item?["OutputName"]) is not { } output || Text(item?["FilePath"]) is not { } path)
                Tell("a property file does not say its name, its output and its path", where, "{\"PropertyFileName\": \"Report\", \"OutputName\": \"metrics\", \"FilePath\": \"evaluation.json\"}");
            else if (!outputs.Contains(output))
                Tell($"the property file {SafeText.Line(name, 60)} lies in '{SafeText.Line(output, 60)}', which is no output of the step", where, string.Join(", ", outputs.Select(own => SafeText.Line(own, 60))), NearestName.Suggestion(output, outputs));
            else
                files.Add(new PropertyFile(name, output, path));
        }

        return files;
    }

    /// <summary>The names of a processing step's outputs.</summary>
    internal static IEnumerable<string> Outputs(JsonObject arguments) =>
        ((arguments["ProcessingOutputConfig"] as JsonObject)?["Outputs"] as JsonArray ?? []).Select(output => Text(output?["OutputName"])).OfType<string>();

    private double Within(JsonNode? node, double otherwise, double least, double most, string name, string where)
    {
        if (node is null)
            return otherwise;
        if (Expression.AsNumber(node) is { } number && number >= least && number <= most)
            return number;
        Tell($"{name} is {SafeText.Line(node.ToJsonString(), 40)}", where, FormattableString.Invariant($"{least} to {most}"));
        return otherwise;
    }

    private static bool IsParameterName(string name) => name.Length is > 0 and <= 256 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    internal static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static bool? Flag(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    private void Tell(string found, string? where, string expected, string? remedy = null) =>
        problems.Add(new Problem { Type = "invalid-pipeline", Found = found, Where = where, Expected = expected, Remedy = remedy });

    private static UserException Unreadable(string why, string expected, Exception? cause) =>
        new(new Problem { Type = "invalid-pipeline", Found = $"the definition cannot be read: {why}", Expected = expected }, cause);
}
