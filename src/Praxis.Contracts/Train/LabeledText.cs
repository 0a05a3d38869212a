namespace Praxis.Contracts.Train;

/// <summary>A row of a training channel.</summary>
/// <param name="Text">The text; the first column's value where there are several.</param>
/// <param name="Label">Its label; the first where it has several; empty where the algorithm learns without labels.</param>
public readonly record struct LabeledText(string Text, string Label)
{
    /// <summary>The values of the columns after the first, in the order of <see cref="TrainingContext.Columns"/>; null where there is but one.</summary>
    public IReadOnlyList<string?>? More { get; init; }

    /// <summary>The labels after the first; null for a row with one. Only algorithms whose <see cref="ITrainer.AllowsSeveralLabels"/> says so are given such rows.</summary>
    public IReadOnlyList<string>? OtherLabels { get; init; }

    /// <summary>The row without its labels.</summary>
    public Instance Instance => new(Text, More);

    /// <summary>Whether the label is one of the row's.</summary>
    public bool Has(string label) => label == Label || (OtherLabels is { } others && others.Contains(label));
}
