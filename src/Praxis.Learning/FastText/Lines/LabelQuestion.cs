using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Which labels are asked for.</summary>
/// <param name="K">The most labels of a line; -1 for all.</param>
/// <param name="Threshold">The least probability.</param>
internal readonly record struct LabelQuestion(int K, float Threshold)
{
    /// <summary>The most labels as a number above 0.</summary>
    /// <exception cref="UserException">The model is no classifier, or <see cref="K"/> is 0 or below -1; told at the first line that has a feature, as in the original.</exception>
    public int MostLabels(FastTextModel model)
    {
        if (model.Options.Mode != FastTextMode.Supervised)
            throw new UserException(new Problem { Type = "no-classifier", Found = "Model needs to be supervised for prediction!" });
        if (K is 0 or < -1)
            throw new UserException(new Problem { Type = "bad-k", Found = "k needs to be 1 or higher!", Remedy = "Give k as a number above 0, or -1 for all labels" });
        return K < 0 ? (int)model.Output.Rows : K;
    }
}
