using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Executions;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Calls an address of the user's and waits until somebody answers: success with outputs, or failure with its reason.</summary>
internal sealed class CallbackStep : StepRunner
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public override void Run(StepContext context, CancellationToken cancellationToken)
    {
        var executions = new Executions.Executions(context.Services.Workspace);

        // The token outlives this process: whoever goes on with the execution waits for the same answer and does not call again.
        var (token, isCalled) = executions.CallbackOf(context.Execution.Id, context.Step.Name);
        if (!isCalled)
        {
            Call(context, token, "Executing", cancellationToken);
            executions.MarkCalled(token);
        }

        CallbackResult? answer;
        while ((answer = executions.AnswerOf(token)) is null)
        {
            if (!cancellationToken.WaitHandle.WaitOne(Look))
                continue;
            if (executions.Get(context.Execution.Id).Status == Contracts.Pipelines.ExecutionStatus.Stopping)
                Call(context, token, "Stopping", CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (answer.FailureReason is { } reason)
            throw new StepFailedException("ClientError: " + SafeText.Line(reason, 1024));
        var outputs = new JsonObject();
        foreach (var declared in (context.Step.Json["OutputParameters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = declared["OutputName"]!.ToString();
            if (!answer.Outputs.TryGetValue(name, out var text))
                throw new StepFailedException($"ClientError: the answer has no output '{SafeText.Line(name, 60)}'");
            outputs[name] = Value(text, declared["OutputType"]?.ToString() ?? "String") ?? throw new StepFailedException($"ClientError: the output '{SafeText.Line(name, 60)}' is no {declared["OutputType"]}");
        }

        Complete(context, new StepResult(new JsonObject { ["OutputParameters"] = outputs }, new JsonObject { ["Callback"] = new JsonObject { ["CallbackToken"] = token, ["OutputParameters"] = outputs.DeepClone() } }));
    }

    private static void Call(StepContext context, string token, string status, CancellationToken cancellationToken)
    {
        var step = context.Step.Json;
        var url = Definitions.Expression.Text(Definitions.Expression.Resolve(step["Url"] ?? step["SqsQueueUrl"], context.Values));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new StepFailedException($"ClientError: '{SafeText.Line(url, 120)}' is no address to call");
        using var client = OutwardHttp.Client(context.Services.AllowedHosts);
        try
        {
            var body = new JsonObject { ["token"] = token, ["pipelineExecutionArn"] = ExecutionValues.ArnOf(context.Execution.Pipeline, context.Execution.Id), ["arguments"] = context.Arguments.DeepClone(), ["status"] = status };
            using var response = client.PostAsJsonAsync(address, body, cancellationToken).GetAwaiter().GetResult();
            if (!response.IsSuccessStatusCode && status == "Executing")
                throw new StepFailedException(string.Create(CultureInfo.InvariantCulture, $"ClientError: {address.Authority} answered with status {(int)response.StatusCode}"), (int)response.StatusCode >= 500 ? "Step.SERVICE_FAULT" : null);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested && status == "Executing")
        {
            throw new StepFailedException($"ClientError: {address.Authority} cannot be called: {SafeText.Line(error.Message, 200)}", error.InnerException is UserException ? null : "Step.SERVICE_FAULT");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && status != "Executing")
        {
            // Nobody is told of the end; the execution ends all the same.
        }
    }

    private static JsonValue? Value(string text, string type) => type switch
    {
        "Integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null,
        "Float" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : null,
        "Boolean" => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null,
        _ => JsonValue.Create(text),
    };
}
