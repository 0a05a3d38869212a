using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Pipelines;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Executions;
using Spectre.Console;

namespace Praxis.Cli.Pipelines;

/// <summary>Shows an execution while it runs: on a terminal the graph, drawn anew at each change; elsewhere a line for each step that ends.</summary>
internal sealed class ExecutionScreen(Executions executions, PipelineDefinition definition, string id, TextWriter error, bool isLive)
{
    private static readonly string[] frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
    private readonly Dictionary<string, StepStatus> told = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(string Name, string Type, int Depth, string? Condition)> rows = definition.Rows();
    private readonly Dictionary<string, StepExecution> steps = new(StringComparer.Ordinal);
    private long cursor;
    private int drawn;
    private int turn;

    /// <summary>Shows how it stands.</summary>
    public void Show(Execution execution)
    {
        (var changed, cursor) = executions.Changes(id, cursor);
        foreach (var step in changed)
            steps[step.Name] = step;
        if (isLive)
            Draw(execution);
        else
            Tell(changed);
    }

    private void Tell(IEnumerable<StepExecution> changed)
    {
        foreach (var step in changed.Where(step => step.EndedAt is not null && told.GetValueOrDefault(step.Name, StepStatus.Starting) != step.Status))
        {
            told[step.Name] = step.Status;
            error.WriteLine($"{step.Name,-24} {State(step),-12} {Time(step),8}  {What(step)}".TrimEnd());
        }
    }

    private void Draw(Execution execution)
    {
        var text = new StringBuilder();
        if (drawn > 0)
            text.Append(CultureInfo.InvariantCulture, $"\u001b[{drawn}A");
        var width = Math.Max(40, AnsiConsole.Profile.Width - 1);
        var lines = new List<string> { $"{execution.Pipeline}  {execution.DisplayName}  {execution.Status}" };
        foreach (var (name, type, depth, condition) in rows)
        {
            var step = steps.GetValueOrDefault(name);
            var indent = depth == 0 ? "" : new string(' ', (depth - 1) * 2) + "└ ";
            lines.Add($"{Glyph(step)} {(indent + name),-34} {type,-14} {(step is null ? condition is not null && steps.TryGetValue(condition, out var chosen) && chosen.EndedAt is not null ? "not chosen" : "" : Time(step)),10}  {(step is null ? "" : What(step))}");
        }

        foreach (var line in lines.Take(Math.Max(5, AnsiConsole.Profile.Height - 2)))
            text.Append("\u001b[2K").Append(line.Length > width ? line[..width] : line).Append('\n');
        drawn = Math.Min(lines.Count, Math.Max(5, AnsiConsole.Profile.Height - 2));
        turn++;
        error.Write(text.ToString());
    }

    private string Glyph(StepExecution? step) => step?.Status switch
    {
        null => "·",
        StepStatus.Succeeded => step.CacheHit is null ? "✓" : "=",
        StepStatus.Failed => "✗",
        StepStatus.Stopped or StepStatus.Stopping => "■",
        _ => frames[turn % frames.Length],
    };

    private static string State(StepExecution step) => step.CacheHit is not null ? "cached" : step.SelectedFrom is not null ? "kept" : step.Status.ToString();

    private static string Time(StepExecution step) =>
        step.CacheHit is not null ? "cached" : string.Create(CultureInfo.InvariantCulture, $"{((step.EndedAt ?? DateTimeOffset.UtcNow) - step.StartedAt).TotalSeconds:0.0} s");

    private static string What(StepExecution step) => step.FailureReason is { } reason
        ? SafeText.Line(reason, 160)
        : step.Type == "Condition" && step.Metadata is { } outcome ? outcome.Contains("\"True\"", StringComparison.Ordinal) ? "yes" : "no"
        : step.Attempts > 0 ? $"after {step.Attempts} more attempts" : StepFinding.Of(step) ?? "";
}
