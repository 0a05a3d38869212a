namespace Praxis.Learning.FastText;

/// <summary>How a classifier did on one label.</summary>
/// <param name="Label">The label without its prefix.</param>
/// <param name="Token">The label as the model has it, prefix and all; any bytes.</param>
/// <param name="Predicted">How often it was an answer.</param>
/// <param name="Right">How often it was a right one.</param>
/// <param name="Gold">How often lines name it.</param>
public sealed record LabelTest(string Label, ReadOnlyMemory<byte> Token, long Predicted, long Right, long Gold)
{
    /// <summary>Right answers of all answers; NaN where there is none.</summary>
    public double Precision => Predicted == 0 ? double.NaN : Right / (double)Predicted;

    /// <summary>Right answers of all that lines name; NaN where none does.</summary>
    public double Recall => Gold == 0 ? double.NaN : Right / (double)Gold;

    /// <summary><c>2 right / (predicted + gold)</c>; NaN where the label is neither predicted nor named.</summary>
    public double F1 => Predicted + Gold == 0 ? double.NaN : 2 * Right / (double)(Predicted + Gold);
}
