namespace Praxis.Contracts.Train;

/// <summary>A row of a training channel.</summary>
/// <param name="Text">The text; the first column's value where there are several.</param>
/// <param name="Label">Its label.</param>
public readonly record struct LabeledText(string Text, string Label)
{
    /// <summary>The values of the columns after the first, in the order of <see cref="TrainingContext.Columns"/>; null where there is but one.</summary>
    public IReadOnlyList<string?>? More { get; init; }

    /// <summary>The row without its label.</summary>
    public Instance Instance => new(Text, More);
}
