using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Chooses a branch: the first where every condition holds.</summary>
internal sealed class ConditionStep : StepRunner
{
    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var outcome = (context.Step.Arguments["Conditions"] as JsonArray ?? []).All(condition => Conditions.Holds(condition!, context.Values)) ? "True" : "False";
        Complete(context, new StepResult(new JsonObject { ["Outcome"] = outcome }, new JsonObject { ["Condition"] = new JsonObject { ["Outcome"] = outcome } }));
    }
}
