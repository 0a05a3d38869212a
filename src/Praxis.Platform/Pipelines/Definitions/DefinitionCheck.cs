using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>Follows every reference of a definition: unknown names, references into the other branch, and cycles are told; what waits for what is found.</summary>
internal sealed class DefinitionCheck(IReadOnlyList<PipelineParameter> parameters, IReadOnlyList<PipelineStep> steps, JsonNode? experiment, IReadOnlySet<string> unread, List<Problem> problems)
{
    private static readonly string[] executionValues = ["StartDateTime", "CurrentDateTime", "PipelineName", "PipelineArn", "PipelineExecutionId", "PipelineExecutionArn"];
    private static readonly string[] conditionTypes = ["Equals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo", "In", "Not", "Or", "And"];

    private readonly Dictionary<string, PipelineStep> byName = steps.ToDictionary(step => step.Name, StringComparer.Ordinal);

    /// <summary>The steps with what each waits for.</summary>
    public IReadOnlyList<PipelineStep> Run()
    {
        foreach (var reference in Expression.References(experiment))
            if (Check(reference, "PipelineExperimentConfig") is { } step)
                Tell($"the experiment refers to the step '{SafeText.Line(step, 60)}'", "PipelineExperimentConfig", "parameters and values of the execution");
        var result = steps.Select(step => step with { WaitsFor = WaitsFor(step) }).ToList();
        if (problems.Count == 0)
            FindCycle(result);
        return result;
    }

    private HashSet<string> WaitsFor(PipelineStep step)
    {
        var where = $"step {SafeText.Line(step.Name, 80)}";
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in step.DependsOn.Where(name => !unread.Contains(name)))
            if (!byName.TryGetValue(name, out var other))
                Tell($"it depends on '{SafeText.Line(name, 60)}', which is no step", where, "the name of a step", NearestName.Suggestion(name, byName.Keys));
            else if (other.Type == StepTypes.Fail)
                Tell($"it depends on {name}, which ends the execution", where, "no step after one of type Fail");
            else
                named.Add(name);
        foreach (var reference in Expression.References(Own(step)))
            if (Check(reference, where) is { } name)
                named.Add(name);
        if (step.Type == StepTypes.Condition)
            foreach (var condition in step.Arguments["Conditions"] as JsonArray ?? [])
                CheckCondition(condition, where, 0);
        foreach (var name in named)
            if (byName[name] is { Condition: { } outer } branch && (step.Condition != outer || step.IsIfBranch != branch.IsIfBranch))
                Tell(step.Condition == outer ? $"it refers to {name}, which stands in the other branch" : $"it refers to {name}, which stands in a branch of {outer} and may never run", where, $"a step outside, or {outer} itself");
        if (step.Condition is { } own)
            named.Add(own);
        return named;
    }

    // A condition's own references are those of its conditions; the steps of its branches have their own.
    private static JsonObject Own(PipelineStep step)
    {
        var json = new JsonObject(step.Json.Where(pair => pair.Key != "Arguments").Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        json["Arguments"] = new JsonObject(step.Arguments.Where(pair => step.Type != StepTypes.Condition || pair.Key is not ("IfSteps" or "ElseSteps")).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        return json;
    }

    /// <summary>Checks a reference; returns the step that it names, null where it names none or is wrong.</summary>
    private string? Check(string reference, string where)
    {
        if (PropertyPath.Parse(reference) is not { Parts: [string root, string name, ..] } path)
        {
            Tell($"'{SafeText.Line(reference, 80)}' is no reference", where, "Parameters.NAME, Execution.NAME, Steps.NAME.PROPERTY");
            return null;
        }

        switch (root)
        {
            case "Parameters":
                if (path.Parts.Count != 2 || parameters.All(parameter => parameter.Name != name))
                    Tell($"there is no parameter '{SafeText.Line(name, 60)}'", where, Names(parameters.Select(parameter => parameter.Name)), NearestName.Suggestion(name, parameters.Select(parameter => parameter.Name)));
                return null;
            case "Execution":
                if (path.Parts.Count != 2 || !executionValues.Contains(name))
                    Tell($"an execution has no value '{SafeText.Line(name, 60)}'", where, Names(executionValues), NearestName.Suggestion(name, executionValues));
                return null;
            case "PipelineExperimentConfig":
                if (path.Parts.Count != 2 || name is not ("ExperimentName" or "TrialName"))
                    Tell($"the experiment has no value '{SafeText.Line(name, 60)}'", where, "ExperimentName, TrialName");
                return null;
            case "Steps" when byName.TryGetValue(name, out var step):
                CheckProperty(step, path, where);
                return name;
            case "Steps" when unread.Contains(name):
                return null; // what is wrong with that step has been told
            case "Steps":
                Tell($"it refers to the step '{SafeText.Line(name, 60)}', which is not there", where, Names(byName.Keys), NearestName.Suggestion(name, byName.Keys));
                return null;
            default:
                Tell($"'{SafeText.Line(reference, 80)}' is no reference", where, "Parameters.NAME, Execution.NAME, Steps.NAME.PROPERTY", NearestName.Suggestion(root, ["Parameters", "Execution", "Steps"]));
                return null;
        }
    }

    private void CheckProperty(PipelineStep step, PropertyPath path, string where)
    {
        if (path.Parts is not [_, _, string property, ..])
        {
            Tell($"it refers to the step {step.Name} without saying what of it", where, Names(StepTypes.Properties(step.Type)));
            return;
        }

        if (property == "PropertyFiles")
        {
            var files = step.PropertyFiles.Select(file => file.Name).ToList();
            if (path.Parts is not [_, _, _, string file] || !files.Contains(file))
                Tell($"{step.Name} has no property file '{SafeText.Line(path.Parts.Count > 3 ? path.Parts[3].ToString() : "", 60)}'", where, Names(files), path.Parts.Count > 3 ? NearestName.Suggestion(path.Parts[3].ToString()!, files) : null);
            return;
        }

        var known = StepTypes.Properties(step.Type);
        if (!known.Contains(property))
            Tell($"{step.Name}, of type {step.Type}, has no '{SafeText.Line(property, 60)}'", where, Names(known), NearestName.Suggestion(property, known));
        else if (property == "ProcessingOutputConfig" && path.Parts is [_, _, _, "Outputs", string output, ..])
        {
            var outputs = DefinitionReader.Outputs(step.Arguments).ToList();
            if (!outputs.Contains(output))
                Tell($"{step.Name} has no output '{SafeText.Line(output, 60)}'", where, Names(outputs), NearestName.Suggestion(output, outputs));
        }
        else if (property == "OutputParameters" && path.Parts is [_, _, _, string parameter, ..])
        {
            var declared = (step.Json["OutputParameters"] as JsonArray ?? []).Select(item => DefinitionReader.Text(item?["OutputName"])).OfType<string>().ToList();
            if (!declared.Contains(parameter))
                Tell($"{step.Name} has no output parameter '{SafeText.Line(parameter, 60)}'", where, Names(declared), NearestName.Suggestion(parameter, declared));
        }
    }

    private void CheckCondition(JsonNode? condition, string where, int depth)
    {
        var type = DefinitionReader.Text(condition?["Type"]) ?? "";
        if (depth > 20 || condition is not JsonObject map || !conditionTypes.Contains(type))
        {
            Tell(depth > 20 ? "conditions stand in each other more than 20 deep" : $"there is no condition '{SafeText.Line(type, 60)}'", where, Names(conditionTypes), NearestName.Suggestion(type, conditionTypes));
            return;
        }

        var (fields, inner) = type switch
        {
            "In" => ((string[])["QueryValue", "Values"], (IEnumerable<JsonNode?>)[]),
            "Not" => (["Condition"], [map["Condition"]]),
            "Or" or "And" => (["Conditions"], map["Conditions"] as JsonArray ?? []),
            _ => (["LeftValue", "RightValue"], []),
        };
        foreach (var field in fields.Where(field => map[field] is null))
            Tell($"a condition of type {type} has no {field}", where, string.Join(" and ", fields));
        foreach (var other in inner.OfType<JsonNode>())
            CheckCondition(other, where, depth + 1);
    }

    // Kahn's algorithm (A. B. Kahn, 1962); what is left over holds a cycle, which is walked to be told.
    private void FindCycle(List<PipelineStep> all)
    {
        var waits = all.ToDictionary(step => step.Name, step => step.WaitsFor.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var followers = all.SelectMany(step => step.WaitsFor.Select(before => (before, step.Name))).ToLookup(pair => pair.before, pair => pair.Name, StringComparer.Ordinal);
        var free = new Queue<string>(all.Where(step => step.WaitsFor.Count == 0).Select(step => step.Name));
        var left = waits.Keys.ToHashSet(StringComparer.Ordinal);
        while (free.TryDequeue(out var name))
        {
            left.Remove(name);
            foreach (var follower in followers[name])
                if (waits[follower].Remove(name) && waits[follower].Count == 0)
                    free.Enqueue(follower);
        }

        if (left.Count == 0)
            return;
        var walk = new List<string> { all.First(step => left.Contains(step.Name)).Name };
        while (true)
        {
            var next = waits[walk[^1]].Where(left.Contains).Order(StringComparer.Ordinal).First();
            if (walk.IndexOf(next) is var at and >= 0)
            {
                Tell("steps wait for each other in a circle", "step " + string.Join(" -> ", walk.Skip(at).Append(next)), "an order in which each step can run after those it needs");
                return;
            }

            walk.Add(next);
        }
    }

    private static string Names(IEnumerable<string> names) => names.ToList() is { Count: > 0 } list ? string.Join(", ", list.Take(30).Select(name => SafeText.Line(name, 60))) : "none are there";

    private void Tell(string found, string where, string expected, string? remedy = null) =>
        problems.Add(new Problem { Type = "invalid-pipeline", Found = found, Where = where, Expected = expected, Remedy = remedy });
}
