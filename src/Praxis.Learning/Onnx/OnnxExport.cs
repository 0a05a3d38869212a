using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Onnx;

/// <summary>Writes classifiers as ONNX, so that any runtime of it scores as Praxis does (to 1e-5).</summary>
public static class OnnxExport
{
    /// <summary>Writes a model; everything is inside the one file.</summary>
    /// <exception cref="UserException">Models of this algorithm are not exported, or the file would be too large.</exception>
    public static void Write(ITextClassifier model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Find(model).ToOnnx().Save(stream);
    }

    /// <summary>What the exported graph is to be given for a text.</summary>
    /// <exception cref="UserException">Models of this algorithm are not exported.</exception>
    public static OnnxInput InputOf(ITextClassifier model, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(model).OnnxInputOf(text);
    }

    private static IOnnxModel Find(ITextClassifier model) => model as IOnnxModel ?? throw new UserException(new Problem
    {
        Type = "not-exported",
        Found = "models of this algorithm are not written as ONNX",
        Expected = "a model of tfidf-logistic-regression, linear, fasttext or blazingtext",
    });
}
