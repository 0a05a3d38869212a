using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Lines;
using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText;

/// <summary>A model over whole texts, line by line, in bounded memory; the answers have the bytes of the original program.</summary>
public static class FastTextLines
{
    /// <summary>Answers each line of a text with a line: its best labels with their prefix, separated by spaces; nothing where the line has no known feature.</summary>
    /// <param name="model">A classifier.</param>
    /// <param name="text">The lines; a literal <c>&lt;/s&gt;</c> ends one as well.</param>
    /// <param name="answers">Where the answers go; flushed whenever the text at hand is used up.</param>
    /// <param name="k">The most labels of a line; -1 for all.</param>
    /// <param name="threshold">The least probability.</param>
    /// <param name="withProbabilities">Whether each label is followed by its probability, with six digits.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserException">The model is no classifier, or <paramref name="k"/> is out of range.</exception>
    public static void PredictLines(this FastTextModel model, Stream text, Stream answers, int k = 1, float threshold = 0, bool withProbabilities = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(answers);
        using var buffer = new AnswerBuffer(answers);
        using var predictor = new LinePredictor(model);
        var lines = new PredictedLines(model, predictor, buffer, new LabelQuestion(k, threshold), withProbabilities);
        TextLines.Read(text, predictor.Features, lines, cancellationToken);
    }

    /// <summary>Compares the best labels of each line with those that it names.</summary>
    /// <param name="model">A classifier.</param>
    /// <param name="text">The lines.</param>
    /// <param name="k">The most labels of a line; -1 for all.</param>
    /// <param name="threshold">The least probability.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UserException">The model is no classifier, or <paramref name="k"/> is out of range.</exception>
    public static FastTextTest Test(this FastTextModel model, Stream text, int k = 1, float threshold = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        using var predictor = new LinePredictor(model);
        var lines = new TestedLines(model, predictor, new LabelQuestion(k, threshold));
        TextLines.Read(text, predictor.Features, lines, cancellationToken);
        return lines.Result();
    }
}
