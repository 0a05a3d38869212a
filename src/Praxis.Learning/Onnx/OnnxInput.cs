namespace Praxis.Learning.Onnx;

/// <summary>What an exported graph reads for one text: tokens, or features with their values. To ask several texts at once, fill the shorter rows: tokens with empty texts, features with 0 of value 0.</summary>
public sealed record OnnxInput
{
    /// <summary>The graph's input <c>tokens [batch, tokens]</c>; null for a graph of features. At least one, an empty text where there is none.</summary>
    public IReadOnlyList<string>? Tokens { get; init; }

    /// <summary>The graph's input <c>features [batch, features]</c>, rows of its matrix; null for a graph of tokens. At least one.</summary>
    public IReadOnlyList<long>? Features { get; init; }

    /// <summary>The graph's input <c>values [batch, features]</c>, parallel to <see cref="Features"/>.</summary>
    public IReadOnlyList<float>? Values { get; init; }
}
