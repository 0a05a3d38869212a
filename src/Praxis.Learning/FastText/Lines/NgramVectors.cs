using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Lines;

/// <summary>A word and its character n-grams with the row of each.</summary>
internal static class NgramVectors
{
    public static void Write(FastTextModel model, ReadOnlySpan<byte> word, AnswerBuffer answers)
    {
        var row = new float[model.Options.Dimension];
        var id = model.Dictionary.Find(word);
        if (id >= 0 && id < model.Dictionary.Words)
        {
            model.Input.Copy(id, row);
            WriteLine(word, row, answers);
        }

        if (word.SequenceEqual(TextTokens.EndOfLine) || model.Options.MaxCharacters <= 0)
            return;
        byte[] framed = [(byte)'<', .. word, (byte)'>'];
        for (var begin = 0; begin < framed.Length; begin++)
            if ((framed[begin] & 0xC0) != 0x80)
                WriteFrom(model, framed, begin, row, answers);
    }

    private static void WriteFrom(FastTextModel model, byte[] framed, int begin, float[] row, AnswerBuffer answers)
    {
        var end = begin;
        for (var n = 1; end < framed.Length && n <= model.Options.MaxCharacters; n++)
        {
            do
                end++;
            while (end < framed.Length && (framed[end] & 0xC0) == 0x80);
            if (n < model.Options.MinCharacters || (n == 1 && (begin == 0 || end == framed.Length)))
                continue;
            var ngram = framed.AsSpan(begin, end - begin);
            var bucket = (int)(WordHash.Of(ngram) % (uint)model.Options.Buckets);
            var place = model.Input.IsQuantized ? model.Input.RowOfBucket(bucket) : model.Dictionary.Words + (long)bucket;
            if (place == InputRows.Dropped)
                continue;
            model.Input.Copy(place, row);
            WriteLine(ngram, row, answers);
        }
    }

    private static void WriteLine(ReadOnlySpan<byte> name, float[] row, AnswerBuffer answers)
    {
        answers.Write(name);
        answers.Write((byte)' ');
        answers.WriteVector(row);
        answers.Write((byte)'\n');
    }
}
