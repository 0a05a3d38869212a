using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>A parameter of a pipeline.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>String</c>, <c>Integer</c>, <c>Float</c> or <c>Boolean</c>.</param>
/// <param name="Default">Its value where the start says none; null where the start must.</param>
/// <param name="Allowed">The only values it may have; empty for any.</param>
public sealed record PipelineParameter(string Name, string Type, JsonNode? Default, IReadOnlyList<string> Allowed)
{
    internal const int MostCharacters = 1024;

    internal static readonly string[] Types = ["String", "Integer", "Float", "Boolean"];

    /// <summary>Reads a value that was given as text.</summary>
    /// <returns>The value, typed; null with a problem where it is none.</returns>
    internal JsonNode? Read(string text, out Problem? problem)
    {
        problem = null;
        JsonNode? value = text.Length > MostCharacters ? null : Type switch
        {
            "Integer" => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole) : null,
            "Float" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : null,
            "Boolean" => bool.TryParse(text, out var flag) ? JsonValue.Create(flag) : null,
            _ => JsonValue.Create(text),
        };
        if (value is null)
            problem = Wrong($"'{SafeText.Line(text, 80)}' is no {Type}", Type switch { "Integer" => "a whole number", "Float" => "a number such as 0.5 or 1e-5", "Boolean" => "true or false", _ => $"at most {MostCharacters} characters" });
        else if (Allowed.Count > 0 && !Allowed.Contains(Expression.Text(value), StringComparer.Ordinal))
            problem = Wrong($"'{SafeText.Line(text, 80)}' is not among the values of the parameter", string.Join(", ", Allowed.Select(own => SafeText.Line(own, 40))));
        return problem is null ? value : null;
    }

    /// <summary>Whether JSON of a definition has the parameter's type.</summary>
    internal bool Fits(JsonNode? value) => value is JsonValue own && (Type, own.GetValueKind()) switch
    {
        ("String", JsonValueKind.String) => true,
        ("Integer", JsonValueKind.Number) => own.TryGetValue<long>(out _),
        ("Float", JsonValueKind.Number) => true,
        ("Boolean", JsonValueKind.True or JsonValueKind.False) => true,
        _ => false,
    };

    private Problem Wrong(string found, string expected) => new() { Type = "invalid-parameter", Found = found, Where = $"parameter {SafeText.Line(Name, 80)}", Expected = expected };
}
