using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>Options as they lie in a model's file.</summary>
internal static class NgramOptionsFile
{
    public static void Save(NgramOptions options, ByteWriter writer)
    {
        writer.Write<int>([
            (int)options.Tokenizer, options.Lowercase ? 1 : 0, options.MinNgram, options.MaxNgram, options.MinCharacters, options.MaxCharacters, options.CharactersWithinWords ? 1 : 0,
            options.MaxFeatures, options.HashBits, options.SublinearTf ? 1 : 0, options.Binary ? 1 : 0, options.UseIdf ? 1 : 0, options.Normalize ? 1 : 0]);
        writer.Write<double>([options.MinDocumentFrequency, options.MaxDocumentFrequency]);
    }

    /// <exception cref="FormatException">The bytes are no options, or ones that no vectorizer takes.</exception>
    public static NgramOptions Load(ref ByteReader reader)
    {
        var options = new NgramOptions
        {
            Tokenizer = (TextTokenizerKind)reader.Number(0, (int)TextTokenizerKind.ShortWords),
            Lowercase = reader.Number(0, 1) == 1,
            MinNgram = reader.Number(0, int.MaxValue),
            MaxNgram = reader.Number(0, NgramVectorizer.LongestNgram),
            MinCharacters = reader.Number(0, int.MaxValue),
            MaxCharacters = reader.Number(0, NgramVectorizer.LongestNgram),
            CharactersWithinWords = reader.Number(0, 1) == 1,
            MaxFeatures = reader.Number(0, int.MaxValue),
            HashBits = reader.Number(0, int.MaxValue),
            SublinearTf = reader.Number(0, 1) == 1,
            Binary = reader.Number(0, 1) == 1,
            UseIdf = reader.Number(0, 1) == 1,
            Normalize = reader.Number(0, 1) == 1,
        };
        var limits = reader.Read<double>(2);
        options = options with { MinDocumentFrequency = limits[0], MaxDocumentFrequency = limits[1] };
        return options.CountsSomething ? options : throw new FormatException("its options count nothing, or one is out of range");
    }
}
