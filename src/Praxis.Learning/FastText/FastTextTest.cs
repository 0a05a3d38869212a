namespace Praxis.Learning.FastText;

/// <summary>How a classifier did on the lines of a text.</summary>
public sealed record FastTextTest
{
    /// <summary>Lines with at least one known label and one feature.</summary>
    public required long Examples { get; init; }

    /// <summary>Each label in the model's order, the most frequent first.</summary>
    public required IReadOnlyList<LabelTest> Labels { get; init; }

    /// <summary>The labels together, so precision and recall are those over all answers (micro averages).</summary>
    public LabelTest All
    {
        get
        {
            var (predicted, right, gold) = (0L, 0L, 0L);
            foreach (var label in Labels)
            {
                predicted += label.Predicted;
                right += label.Right;
                gold += label.Gold;
            }

            return new LabelTest("", default, predicted, right, gold);
        }
    }
}
