using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Files;
using Praxis.Learning.FastText.Lines;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Vectors;

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

    /// <summary>Writes a line for each word of a text: the word, then its vector with five digits a number; zeros where the model knows nothing of it.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="words">Words between blanks and ends of lines.</param>
    /// <param name="vectors">Where the lines go; flushed before each reading.</param>
    public static void WriteWordVectors(this FastTextModel model, Stream words, Stream vectors)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(vectors);
        using var buffer = new AnswerBuffer(vectors);
        using var own = new WordVectors(model);
        var reader = new WordReader(words, buffer.Flush);
        while (reader.Read())
        {
            buffer.Write(reader.Word.Span);
            buffer.Write((byte)' ');
            buffer.WriteVector(own.Of(reader.Word.Span));
            buffer.Write((byte)'\n');
        }

        buffer.Flush();
    }

    /// <summary>Writes the vector of each line of a text: of a classifier the mean of the rows of its features, of word vectors the mean of those of its words, each of length one.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="text">The lines.</param>
    /// <param name="vectors">Where the vectors go, a line each; flushed whenever the text at hand is used up.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static void WriteSentenceVectors(this FastTextModel model, Stream text, Stream vectors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(vectors);
        using var buffer = new AnswerBuffer(vectors);
        if (model.Options.Mode == FastTextMode.Supervised)
        {
            using var predictor = new LinePredictor(model);
            TextLines.Read(text, predictor.Features, new SentenceLines(predictor, buffer), cancellationToken);
        }
        else
        {
            MeanOfWords.Write(model, text, buffer, cancellationToken);
        }
    }

    /// <summary>Writes a line for the word itself, if the model has it, and for each of its character n-grams, with their vectors.</summary>
    public static void WriteNgramVectors(this FastTextModel model, string word, Stream vectors)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(vectors);
        using var buffer = new AnswerBuffer(vectors);
        NgramVectors.Write(model, System.Text.Encoding.UTF8.GetBytes(word), buffer);
        buffer.Flush();
    }

    /// <summary>Writes a part of the model as text; matrices with six digits a number.</summary>
    /// <exception cref="UserException">The part is a matrix of a quantised model.</exception>
    public static void Dump(this FastTextModel model, FastTextPart part, Stream text)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        if (part is FastTextPart.Input or FastTextPart.Output && model.Input.IsQuantized)
            throw new UserException(new Problem { Type = "quantized-model", Found = "Not supported for quantized models." });
        using var buffer = new AnswerBuffer(text);
        switch (part)
        {
            case FastTextPart.Arguments:
                ModelDump.WriteArguments(model.Options, buffer);
                break;
            case FastTextPart.Dictionary:
                ModelDump.WriteDictionary(model.Dictionary, buffer);
                break;
            case FastTextPart.Input:
                ModelDump.WriteMatrix(model.Input.Rows, model.Input.Columns, (row, into) => model.Input.Copy(row, into), buffer);
                break;
            default:
                ModelDump.WriteMatrix(model.Output.Rows, model.Output.Columns, (row, into) => model.Output.Copy(row, into), buffer);
                break;
        }

        buffer.Flush();
    }

    /// <summary>Writes a number as the original prints it, with six significant digits (C's <c>%g</c>), and returns its length; <paramref name="into"/> has at least 24 bytes.</summary>
    public static int WriteNumber(float value, Span<byte> into) => GeneralFloat.Write(value, into, 6);
}
