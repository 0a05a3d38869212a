using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Quantization;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Files;

/// <summary>Reads the model file of fastText, versions 11 and 12. Nothing is allocated before the stream is known to hold it.</summary>
internal static class ModelReader
{
    private const int LongestWord = 1 << 20;

    public static FastTextModel Read(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
            Expect(reader.ReadInt32() == ModelWriter.Magic, "it does not begin as a fastText model does");
            var version = reader.ReadInt32();
            Expect(version is 11 or ModelWriter.Version, $"its version is {version}, not 11 or 12");
            var options = ReadOptions(reader, version);
            var dictionary = ReadDictionary(reader, options);
            var isQuantized = ReadFlag(reader);
            Expect(isQuantized || dictionary.Pruned is null, "its dictionary is pruned and its matrix is not quantised");
            InputRows input = isQuantized ? ReadQuantizedInput(reader, options, dictionary) : ReadInput(reader, options, dictionary);
            var isOutputQuantized = ReadFlag(reader) && isQuantized;
            var rows = options.Mode == FastTextMode.Supervised ? dictionary.Labels : dictionary.Words;
            OutputRows output = isOutputQuantized ? ReadQuantizedOutput(reader, rows, options) : new DenseOutput(ReadMatrix(reader, rows, options.Dimension));
            return new FastTextModel(options, dictionary, input, output);
        }
        catch (EndOfStreamException error)
        {
            throw new UserException(new Problem { Type = "damaged-model", Found = "the fastText model ends too early" }, error);
        }
    }

    /// <summary>Refuses the file where a condition does not hold.</summary>
    public static void Expect(bool isSo, string found)
    {
        if (!isSo)
            throw new UserException(new Problem { Type = "damaged-model", Found = $"the file is no fastText model that can be read: {found}", Remedy = "Train it again, or load another file" });
    }

    /// <summary>Refuses the file where it has not so many bytes more.</summary>
    public static void ExpectLeft(Stream stream, long bytes) =>
        Expect(bytes >= 0 && (!stream.CanSeek || bytes <= stream.Length - stream.Position), "it is shorter than it says");

    private static FastTextOptions ReadOptions(BinaryReader reader, int version)
    {
        var v = new int[12];
        for (var i = 0; i < v.Length; i++)
            v[i] = reader.ReadInt32();
        var threshold = reader.ReadDouble();
        Expect(v[7] is >= 1 and <= 3, "its mode is none of fastText's");
        // Supervised models of version 11 never used character n-grams, whatever they say.
        if (version == 11 && v[7] == 3)
            v[10] = 0;
        Expect(v[0] is >= 1 and <= 100_000 && v[6] is >= 1 and <= 4 && v[8] >= 0 && v[4] is >= 0 and <= 1_000_000, "its settings are out of range");
        Expect(v[5] is >= -1000 and <= 1000 && v[9] is >= -1000 and <= 1000 && v[10] is >= -1000 and <= 1000, "its n-grams are out of range");
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
            Mode = (FastTextMode)v[7],
            Buckets = v[8],
            MinCharacters = v[9],
            MaxCharacters = v[10],
            LearningRateUpdate = v[11],
            SamplingThreshold = threshold,
        };
    }

    private static FastTextDictionary ReadDictionary(BinaryReader reader, FastTextOptions options)
    {
        var stream = reader.BaseStream;
        var (size, words, labels) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        var (tokens, pruned) = (reader.ReadInt64(), reader.ReadInt64());
        Expect(size >= 1 && words >= 0 && labels >= 0 && words + (long)labels == size && tokens >= 0, "its dictionary's sizes contradict each other");
        Expect(labels > 0 || options.Mode != FastTextMode.Supervised, "it is a classifier without labels");
        Expect(pruned >= -1 && pruned <= options.Buckets, "its count of kept n-grams is out of range");
        ExpectLeft(stream, size * 10L);
        var table = new TokenTable(size);
        var (starts, counts, text) = (new int[size + 1], new long[size], new MemoryStream());
        for (var id = 0; id < size; id++)
        {
            var word = ReadWord(reader, text);
            counts[id] = reader.ReadInt64();
            Expect(counts[id] >= 0 && reader.ReadByte() == (id < words ? 0 : 1), "an entry of its dictionary is neither word nor label, or out of order");
            Expect(word > 0 && table.Add(text.GetBuffer().AsSpan(starts[id], word), 0) == id, "its dictionary holds a word twice, or an empty one");
            starts[id + 1] = checked((int)text.Length);
        }

        var dictionary = new FastTextDictionary(table, null, text.ToArray(), starts, counts, words, tokens);
        if (pruned < 0)
            return dictionary;
        ExpectLeft(stream, pruned * 8);
        var pairs = new List<KeyValuePair<int, int>>();
        var seen = new HashSet<int>();
        for (long i = 0; i < pruned; i++)
        {
            var (bucket, row) = (reader.ReadInt32(), reader.ReadInt32());
            Expect(bucket >= 0 && bucket < options.Buckets && row >= 0 && row < pruned && seen.Add(bucket), "a kept n-gram is out of range");
            pairs.Add(new(bucket, row));
        }

        dictionary.Pruned = pairs;
        return dictionary;
    }

    private static int ReadWord(BinaryReader reader, MemoryStream text)
    {
        var length = 0;
        for (var c = reader.ReadByte(); c != 0; c = reader.ReadByte())
        {
            Expect(++length < LongestWord, "a word of its dictionary has no end");
            text.WriteByte(c);
        }

        return length;
    }

    /// <summary>Reads a byte that is 0 or 1.</summary>
    public static bool ReadFlag(BinaryReader reader)
    {
        var flag = reader.ReadByte();
        Expect(flag <= 1, "a flag is neither 0 nor 1");
        return flag == 1;
    }

    private static DenseInput ReadInput(BinaryReader reader, FastTextOptions options, FastTextDictionary dictionary) =>
        new(ReadMatrix(reader, dictionary.Words + (long)options.Buckets, options.Dimension), new InputPlaces(dictionary.Words, options.Buckets));

    private static QuantizedInput ReadQuantizedInput(BinaryReader reader, FastTextOptions options, FastTextDictionary dictionary) =>
        new(QuantizedRows.Read(reader, dictionary.Words + (dictionary.Pruned?.Count ?? (long)options.Buckets), options.Dimension), dictionary.Words, dictionary.Pruned);

    private static QuantizedOutput ReadQuantizedOutput(BinaryReader reader, int rows, FastTextOptions options) =>
        new(QuantizedRows.Read(reader, rows, options.Dimension));

    private static RowMatrix ReadMatrix(BinaryReader reader, long rows, int columns)
    {
        Expect(reader.ReadInt64() == rows && reader.ReadInt64() == columns, "a matrix has not the size that its settings say");
        ExpectLeft(reader.BaseStream, rows * columns * sizeof(float));
        Expect(rows <= int.MaxValue, "it has more rows than can be read");
        var matrix = new RowMatrix(rows, columns);
        MatrixReader.Read(reader.BaseStream, matrix);
        return matrix;
    }
}
