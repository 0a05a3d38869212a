using Praxis.Learning.FastText.Vectors;

namespace Praxis.Learning.FastText.Lines;

/// <summary>The vector of each line as the mean of its words' vectors, each of length one; words whose vector is zero do not count.</summary>
internal static class MeanOfWords
{
    public static void Write(FastTextModel model, Stream text, AnswerBuffer answers, CancellationToken cancellationToken)
    {
        using var words = new WordVectors(model);
        var reader = new WordReader(text, answers.Flush);
        var sum = new float[model.Options.Dimension];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(sum);
            var (count, isAny, isAtEnd) = (0, false, false);
            while (reader.ReadInLine(out isAtEnd))
            {
                isAny = true;
                count += Add(words.Of(reader.Word.Span), sum);
            }

            if (isAtEnd && !isAny)
                break;
            var share = count > 0 ? (float)(1.0 / count) : 1;
            foreach (ref var value in sum.AsSpan())
                value *= share;
            answers.WriteVector(sum);
            answers.Write((byte)'\n');
        }

        answers.Flush();
    }

    private static int Add(ReadOnlySpan<float> vector, float[] sum)
    {
        var norm = WordNorm.Of(vector);
        if (!(norm > 0))
            return 0;
        var factor = (float)(1.0 / norm);
        for (var i = 0; i < sum.Length; i++)
            sum[i] += vector[i] * factor;
        return 1;
    }
}
