using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>Whether conditions hold. Numbers compare as doubles, also one with a text that is a number; texts ordinally; NaN is never right.</summary>
internal static class Conditions
{
    /// <summary>Whether one condition holds.</summary>
    /// <param name="condition">The condition, its expressions not yet resolved.</param>
    /// <param name="values">What expressions stand for.</param>
    /// <exception cref="StepFailedException">Its sides cannot be compared.</exception>
    public static bool Holds(JsonNode condition, IExpressionValues values)
    {
        JsonNode? Value(string name) => Expression.Resolve(condition[name], values);
        switch (condition["Type"]!.GetValue<string>())
        {
            case "Not":
                return !Holds(condition["Condition"]!, values);
            case "Or":
                return ((JsonArray)condition["Conditions"]!).Any(one => Holds(one!, values));
            case "And":
                return ((JsonArray)condition["Conditions"]!).All(one => Holds(one!, values));
            case "In":
                var asked = Value("QueryValue");
                return (condition["Values"] as JsonArray ?? []).Any(one => AreEqual(asked, Expression.Resolve(one, values)));
            case "Equals":
                return AreEqual(Value("LeftValue"), Value("RightValue"));
            case var type:
                var order = Compare(Value("LeftValue"), Value("RightValue"));
                return type switch
                {
                    "GreaterThan" => order > 0,
                    "GreaterThanOrEqualTo" => order >= 0,
                    "LessThan" => order < 0,
                    _ => order <= 0,
                };
        }
    }

    private static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        if (left?.GetValueKind() is JsonValueKind.True or JsonValueKind.False || right?.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
            return string.Equals(Expression.Text(left), Expression.Text(right), StringComparison.OrdinalIgnoreCase);
        var areTexts = left?.GetValueKind() == JsonValueKind.String && right?.GetValueKind() == JsonValueKind.String;
        return !areTexts && Expression.AsNumber(left) is { } a && Expression.AsNumber(right) is { } b ? a == b : Expression.Text(left) == Expression.Text(right);
    }

    // null where there is no order, as with NaN.
    private static int? Compare(JsonNode? left, JsonNode? right)
    {
        if (left?.GetValueKind() == JsonValueKind.String && right?.GetValueKind() == JsonValueKind.String)
            return string.CompareOrdinal(Expression.Text(left), Expression.Text(right));
        if (Expression.AsNumber(left) is not { } a || Expression.AsNumber(right) is not { } b)
            throw new StepFailedException($"ClientError: '{SafeText.Line(Expression.Text(left), 60)}' and '{SafeText.Line(Expression.Text(right), 60)}' cannot be compared: one is no number");
        return double.IsNaN(a) || double.IsNaN(b) ? null : a.CompareTo(b);
    }
}
