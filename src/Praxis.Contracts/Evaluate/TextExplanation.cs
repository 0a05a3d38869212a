namespace Praxis.Contracts.Evaluate;

/// <summary>Why a model says what it says about a text: <c>Base + Σ Units = Full</c>, label by label.</summary>
public sealed record TextExplanation
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The true label; null where it is not known.</summary>
    public string? Label { get; init; }

    /// <summary>The labels, in the order of all values.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The label that the model says.</summary>
    public required string Predicted { get; init; }

    /// <summary>Its outputs with no part of the text known, <c>[labels]</c>.</summary>
    public required IReadOnlyList<double> Base { get; init; }

    /// <summary>Its outputs for the text, <c>[labels]</c>.</summary>
    public required IReadOnlyList<double> Full { get; init; }

    /// <summary>The parts of the text, in order.</summary>
    public required IReadOnlyList<UnitAttribution> Units { get; init; }

    /// <summary>Whether every coalition was asked, so that the values are exact.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Whether neighbouring units were joined because there were too many.</summary>
    public required bool IsJoined { get; init; }

    /// <summary>The place of the predicted label.</summary>
    public int PredictedIndex => Enumerable.Range(0, Labels.Count).First(k => Labels[k] == Predicted);
}
