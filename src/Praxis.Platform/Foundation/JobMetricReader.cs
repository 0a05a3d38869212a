using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Finds the measures in the lines of a job's log: lines of JSON, and what the job's own expressions match.</summary>
internal sealed class JobMetricReader
{
    private const int MostCharacters = 500;
    private const int MostDefinitions = 40;
    private readonly List<(string Name, Regex Expression)> expressions = [];
    private long matches;

    /// <summary>Reads the expressions.</summary>
    /// <param name="definitions">The measures to find.</param>
    /// <param name="found">How many were found before, by an earlier owner.</param>
    /// <exception cref="UserException">One is none, is too long, needs backtracking, or has no group.</exception>
    public JobMetricReader(IReadOnlyList<MetricDefinition> definitions, long found = 0)
    {
        matches = found;
        if (definitions.Count > MostDefinitions)
            throw new UserException(new Problem { Type = "too-many-metrics", Found = $"{definitions.Count} metric definitions", Expected = $"at most {MostDefinitions}" });
        foreach (var definition in definitions)
        {
            try
            {
                if (definition.Regex.Length > MostCharacters)
                    throw new ArgumentException($"it is longer than {MostCharacters} characters");
                var expression = new Regex(definition.Regex, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
                if (expression.GetGroupNumbers().Length < 2)
                    throw new ArgumentException("it has no group for the value");
                expressions.Add((definition.Name, expression));
            }
            catch (Exception error) when (error is ArgumentException or NotSupportedException)
            {
                throw new UserException(new Problem { Type = "invalid-metric", Found = $"the expression of the metric '{SafeText.Line(definition.Name, 80)}' cannot be used: {SafeText.Line(error.Message, 200)}", Where = SafeText.Line(definition.Regex, 200), Expected = "an expression such as val_loss: ([0-9.]+), without references backwards and looks around" }, error);
            }
        }
    }

    /// <summary>The measures of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isJson">Whether a line of JSON may be a measure itself; so on standard output alone.</param>
    /// <param name="now">Its time.</param>
    /// <param name="metrics">Given what was found.</param>
    /// <returns>Whether the line is a measure and nothing else.</returns>
    public bool Read(string line, bool isJson, DateTimeOffset now, Action<JobMetric> metrics)
    {
        if (isJson && line.StartsWith('{') && FromJson(line, now) is { } metric)
        {
            metrics(metric);
            return true;
        }

        foreach (var (name, expression) in expressions)
            foreach (Match match in expression.Matches(line))
                if (double.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value))
                    metrics(new JobMetric(name, value, matches++, now));
        return false;
    }

    private static JobMetric? FromJson(string line, DateTimeOffset now)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("metric", out var name) && name.ValueKind == JsonValueKind.String
                && json.RootElement.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Number
                && double.IsFinite(value.GetDouble())
                ? new JobMetric(name.GetString()!, value.GetDouble(), json.RootElement.TryGetProperty("step", out var step) && step.ValueKind == JsonValueKind.Number && step.TryGetInt64(out var number) ? number : 0, now)
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
