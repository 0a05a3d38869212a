using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>Writes classifiers that fastText made as the original's <c>.bin</c> file. The classifier lower-cases what it is asked; the program <c>fasttext</c> does not.</summary>
public static class FastTextExport
{
    /// <summary>Writes a model.</summary>
    /// <exception cref="UserException">Another algorithm made it, or a label of it is no single word.</exception>
    public static void Write(ITextClassifier model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (model is not FastTextClassifier own)
            throw new UserException(new Problem { Type = "not-exported", Found = "models of this algorithm cannot be written as fastText's", Expected = "a model of fasttext or blazingtext" });
        own.SaveAsFastText(stream);
    }
}
