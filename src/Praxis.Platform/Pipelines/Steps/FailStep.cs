using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Ends the execution as failed.</summary>
internal sealed class FailStep : StepRunner
{
    public override void Run(StepContext context, CancellationToken cancellationToken) => throw new StepFailedException(SafeText.Line(context.Text("ErrorMessage"), 1024));
}
