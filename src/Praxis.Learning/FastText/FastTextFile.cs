using System.Runtime.InteropServices;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText;

/// <summary>The model file of fastText 0.9.2, version 12, dense and supervised. Nothing is allocated before the stream is known to hold it.</summary>
internal static class FastTextFile
{
    private const int LongestWord = 1 << 20;

    public static void Write(Stream stream, FastTextOptions options, FastTextDictionary dictionary, Matrix input, Matrix output)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        int[] head =
        [
            FastTextModel.Magic, FastTextModel.Version, options.Dimension, options.Window, options.Epochs, options.MinCount, options.Negatives, options.WordNgrams,
            (int)options.Loss, options.Mode, options.Buckets, options.MinCharacters, options.MaxCharacters, options.LearningRateUpdate,
        ];
        foreach (var value in head)
            writer.Write(value);
        writer.Write(options.Threshold);
        writer.Write(dictionary.Entries.Count);
        writer.Write(dictionary.Words);
        writer.Write(dictionary.Labels);
        writer.Write(dictionary.Tokens);
        writer.Write(-1L);
        foreach (var entry in dictionary.Entries)
        {
            writer.Write(entry.Text);
            writer.Write((byte)0);
            writer.Write(entry.Count);
            writer.Write((byte)(entry.IsLabel ? 1 : 0));
        }

        foreach (var matrix in (Matrix[])[input, output])
        {
            writer.Write((byte)0);
            writer.Write(matrix.Rows);
            writer.Write((long)matrix.Columns);
            writer.Write(MemoryMarshal.AsBytes(matrix.Values.AsSpan()));
        }
    }

    public static FastTextModel Read(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt32() != FastTextModel.Magic || reader.ReadInt32() is not FastTextModel.Version)
                throw Damaged("it does not begin as a fastText model of version 12 does");
            var options = ReadOptions(reader);
            var (size, words, labels) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            var (tokens, pruned) = (reader.ReadInt64(), reader.ReadInt64());
            Expect(size >= 1 && words >= 0 && labels >= 1 && words + (long)labels == size && tokens >= 0, "its dictionary's sizes contradict each other");
            Expect(pruned == -1, "its dictionary is pruned, which is not read yet");
            Expect(size <= Left(stream) / 10, "it is shorter than its dictionary says");
            var entries = new List<DictionaryEntry>(size);
            for (var i = 0; i < size; i++)
            {
                var text = ReadWord(reader);
                var (count, kind) = (reader.ReadInt64(), reader.ReadByte());
                Expect(count >= 0 && kind == (i < words ? 0 : 1), "an entry of its dictionary is neither word nor label, or out of order");
                entries.Add(new DictionaryEntry(text, count, kind == 1));
            }

            Expect(entries.Select(entry => Convert.ToHexString(entry.Text)).Distinct(StringComparer.Ordinal).Count() == size, "its dictionary holds a word twice");
            Expect(entries.Skip(words).All(entry => entry.Text.AsSpan().StartsWith("__label__"u8)), "a label lacks its prefix");
            var input = ReadMatrix(reader, words + (long)options.Buckets, options.Dimension);
            var output = ReadMatrix(reader, labels, options.Dimension);
            return new FastTextModel(options, new FastTextDictionary(options, entries, tokens), input, output);
        }
        catch (EndOfStreamException error)
        {
            throw new UserException(new Problem { Type = "damaged-model", Found = "the fastText model ends too early" }, error);
        }
    }

    private static FastTextOptions ReadOptions(BinaryReader reader)
    {
        var v = new int[12];
        for (var i = 0; i < v.Length; i++)
            v[i] = reader.ReadInt32();
        var threshold = reader.ReadDouble();
        Expect(v[7] == 3, "it is no supervised model");
        Expect(v[0] is >= 1 and <= 100_000 && v[6] is >= 1 and <= 4 && v[8] >= 0 && v[5] is >= 1 and <= 1000 && v[9] is >= 0 and <= 1000 && v[10] is >= 0 and <= 1000 && v[4] >= 0, "its settings are out of range");
        Expect(v[8] > 0 || (v[5] <= 1 && v[10] <= 0), "it has n-grams and no rows for them");
        return new FastTextOptions
        {
            Dimension = v[0],
            Window = v[1],
            Epochs = v[2],
            MinCount = v[3],
            Negatives = v[4],
            WordNgrams = v[5],
            Loss = (FastTextLoss)v[6],
            Mode = v[7],
            Buckets = v[8],
            MinCharacters = v[9],
            MaxCharacters = v[10],
            LearningRateUpdate = v[11],
            Threshold = threshold,
        };
    }

    private static byte[] ReadWord(BinaryReader reader)
    {
        var text = new List<byte>();
        for (var c = reader.ReadByte(); c != 0; c = reader.ReadByte())
        {
            Expect(text.Count < LongestWord, "a word of its dictionary has no end");
            text.Add(c);
        }

        return [.. text];
    }

    private static Matrix ReadMatrix(BinaryReader reader, long rows, int columns)
    {
        Expect(reader.ReadByte() == 0, "it is quantised, which is not read yet");
        Expect(reader.ReadInt64() == rows && reader.ReadInt64() == columns, "a matrix has not the size that its settings say");
        Expect(rows * columns <= Array.MaxLength && rows * columns * sizeof(float) <= Left(reader.BaseStream), "it is shorter than its matrices");
        var matrix = new Matrix(rows, columns);
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(matrix.Values.AsSpan()));
        foreach (var value in matrix.Values)
            Expect(float.IsFinite(value), "a weight is no number");
        return matrix;
    }

    private static long Left(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;

    private static void Expect(bool isSo, string found)
    {
        if (!isSo)
            throw Damaged(found);
    }

    private static UserException Damaged(string found) =>
        new(new Problem { Type = "damaged-model", Found = $"the file is no fastText model that can be read: {found}", Remedy = "Train it again, or load another file" });
}
