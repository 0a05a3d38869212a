namespace Praxis.Contracts.Train;

/// <summary>A row of a training channel.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">Its label; the first where it has several.</param>
public readonly record struct LabeledText(string Text, string Label)
{
    /// <summary>The labels after the first; null for a row with one. Only algorithms whose <see cref="ITrainer.AllowsSeveralLabels"/> says so are given such rows.</summary>
    public IReadOnlyList<string>? OtherLabels { get; init; }

    /// <summary>Whether the label is one of the row's.</summary>
    public bool Has(string label) => label == Label || (OtherLabels is { } others && others.Contains(label));
}
