using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>What a check step must say.</summary>
/// <param name="step">The step.</param>
/// <param name="type">Its type.</param>
/// <param name="tell">Told what is wrong, what was expected, and the nearest name.</param>
internal sealed class CheckRules(JsonObject step, string type, Action<string, string, string?> tell)
{
    private readonly JsonObject arguments = step["Arguments"] as JsonObject ?? [];

    /// <summary>Tells every mistake.</summary>
    public void Apply()
    {
        var types = CheckTypes.Of(type);
        var check = DefinitionReader.Text(step[CheckFields.CheckType]);
        if (check is null || !types.Contains(check))
            tell(check is null ? "CheckType is not said" : $"there is no check '{SafeText.Line(check, 60)}' of type {type}", string.Join(", ", types), check is null ? null : NearestName.Suggestion(check, types));
        foreach (var flag in CheckFields.Flags)
            if (step[flag] is { } value && value is not JsonObject && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False) && DefinitionReader.Text(value) is not ("true" or "false" or "True" or "False"))
                tell($"{flag} is {SafeText.Line(value.ToJsonString(), 40)}", "true or false", null);
        if (DefinitionReader.Text(step[CheckFields.Group]) is { } group && !ResourceName.IsValid(group))
            tell($"'{SafeText.Line(group, 60)}' is no name of a model group", $"letters, digits and '-', at most {ResourceName.MostCharacters} characters", null);
        if (step[CheckFields.SuppliedStatistics] is not null && check is not null && !CheckTypes.HasStatistics(check))
            tell($"a check of {check} has no statistics", CheckFields.SuppliedConstraints + " alone", null);
        if (step[CheckFields.Group] is null && step[CheckFields.SuppliedConstraints] is null && !(step[CheckFields.Skip] is JsonValue skip && CheckBaseline.IsTrue(skip)) && step[CheckFields.Skip] is not JsonObject)
            tell("it names no baseline to compare with", $"{CheckFields.Group}, {CheckFields.SuppliedConstraints}, or {CheckFields.Skip}: true", null);
        Inputs(check);
    }

    private void Inputs(string? check)
    {
        var inputs = (arguments["ProcessingInputs"] as JsonArray ?? []).Select(input => DefinitionReader.Text(input?["InputName"])).OfType<string>().ToList();
        foreach (var twice in inputs.GroupBy(CheckInputs.ChannelOf, StringComparer.Ordinal).Where(own => own.Count() > 1))
            tell($"the inputs {string.Join(" and ", twice.Select(name => $"'{SafeText.Line(name, 40)}'"))} both hold the {twice.Key}", "one input of rows, beside it model and analysis_config", null);
        if (arguments["ProcessingInputs"] is not null && inputs.All(input => CheckInputs.ChannelOf(input) != CheckRequest.Data))
            tell("no input holds the rows", "an input named dataset", null);
        if (DefinitionReader.Outputs(arguments).Count() > 1)
            tell("a check has more than one output", "one output, which holds all its files", null);
        var (environment, hasConfig) = (arguments["Environment"] as JsonObject, inputs.Contains("analysis_config") || inputs.Contains(CheckRequest.Config));
        var own = environment?[CheckFields.AnalysisConfig];
        var hasModel = inputs.Contains(CheckRequest.Model) || arguments["ModelName"] is not null;
        if (check == CheckTypes.ModelQuality && !hasModel && environment?["inference_attribute"] is null && environment?["probability_attribute"] is null)
            tell("nothing says the predictions", "an input named model, or inference_attribute (in YAML: prediction)", null);
        if (type != StepTypes.ClarifyCheck)
            return;
        if (!hasConfig && own is null)
            tell("it has no analysis config", "an input named analysis_config (in YAML: label, positive and facet, or config)", null);
        else if (hasConfig && own is not null)
            tell("it has two analysis configs", "an input named analysis_config, or one beside the environment's variables", null);
        if (!hasConfig && !hasModel && check == CheckTypes.Explainability)
            tell("it has no model to explain", "an input named model", null);
        if (own is JsonObject config && !Expression.References(config).Any() && !HasFunction(config))
            Config(config, check, hasModel);
    }

    private void Config(JsonObject own, string? check, bool hasModel)
    {
        try
        {
            var config = AnalysisConfigReader.Read(own.ToJsonString());
            if (check == CheckTypes.Explainability)
                return;
            foreach (var (isMissing, what) in ((bool, string)[])[(config.Label is null, "label"), (config.Positive.Count == 0, "label_values_or_threshold"), (config.Facets.Count == 0, "facet")])
                if (isMissing)
                    tell($"its analysis config has no {what}", "label, label_values_or_threshold and facet (in YAML: label, positive and facet)", null);
            if (check == CheckTypes.ModelBias && !hasModel && config.PredictedLabel is null && config.Model is null)
                tell("nothing says the predictions", "an input named model, or predicted_label in the analysis config", null);
        }
        catch (UserException error)
        {
            foreach (var problem in error.Problems)
                tell($"its analysis config: {problem.Found}{(problem.Where is { } where ? $" ({where})" : "")}", problem.Expected ?? "an analysis_config.json of SageMaker Clarify", problem.Remedy);
        }
    }

    private static bool HasFunction(JsonNode? node) => node switch
    {
        JsonObject map => map.Any(pair => pair.Key.StartsWith("Std:", StringComparison.Ordinal) || HasFunction(pair.Value)),
        JsonArray list => list.Any(HasFunction),
        _ => false,
    };
}
