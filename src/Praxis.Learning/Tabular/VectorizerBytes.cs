using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tabular;

/// <summary>A fitted vectoriser, with its options, in a model's file.</summary>
internal static class VectorizerBytes
{
    public static void Write(ByteWriter writer, NgramVectorizer vectorizer)
    {
        var options = vectorizer.Options;
        writer.Write<int>(
        [
            (int)options.Tokenizer, options.Lowercase ? 1 : 0, options.MinNgram, options.MaxNgram, options.MinCharacters, options.MaxCharacters, options.CharactersWithinWords ? 1 : 0,
            options.MaxFeatures, options.HashBits, options.SublinearTf ? 1 : 0, options.Binary ? 1 : 0, options.UseIdf ? 1 : 0, options.Normalize ? 1 : 0,
        ]);
        writer.Write<double>([options.MinDocumentFrequency, options.MaxDocumentFrequency]);
        vectorizer.Save(writer);
    }

    public static NgramVectorizer Read(ref ByteReader reader)
    {
        var options = new NgramOptions
        {
            Tokenizer = (TextTokenizerKind)reader.Number(0, 2),
            Lowercase = reader.Number(0, 1) == 1,
            MinNgram = reader.Number(0, NgramVectorizer.LongestNgram),
            MaxNgram = reader.Number(0, NgramVectorizer.LongestNgram),
            MinCharacters = reader.Number(0, NgramVectorizer.LongestNgram),
            MaxCharacters = reader.Number(0, NgramVectorizer.LongestNgram),
            CharactersWithinWords = reader.Number(0, 1) == 1,
            MaxFeatures = reader.Number(0, int.MaxValue),
            HashBits = reader.Number(0, 28),
            SublinearTf = reader.Number(0, 1) == 1,
            Binary = reader.Number(0, 1) == 1,
            UseIdf = reader.Number(0, 1) == 1,
            Normalize = reader.Number(0, 1) == 1,
            MinDocumentFrequency = reader.Read<double>(1)[0],
            MaxDocumentFrequency = reader.Read<double>(1)[0],
        };
        return NgramVectorizer.Load(options, ref reader);
    }
}
