using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tabular;

/// <summary>A fitted vectoriser in a model's file.</summary>
internal static class VectorizerBytes
{
    private const int MostNgram = 10;

    public static void Write(ByteWriter writer, TfidfVectorizer vectorizer)
    {
        var options = vectorizer.Options;
        writer.Write<int>([(int)options.Tokenizer, options.MaxNgram, options.MinDocumentFrequency, options.SublinearTf ? 1 : 0, options.UseIdf ? 1 : 0]);
        ModelFile.WriteTexts(writer, vectorizer.Features);
        writer.Write([.. vectorizer.Idf]);
    }

    public static TfidfVectorizer Read(ref ByteReader reader)
    {
        var options = new TfidfOptions
        {
            Tokenizer = (TextTokenizerKind)reader.Number(0, 1),
            MaxNgram = reader.Number(1, MostNgram),
            MinDocumentFrequency = reader.Number(1, int.MaxValue),
            SublinearTf = reader.Number(0, 1) == 1,
            UseIdf = reader.Number(0, 1) == 1,
        };
        var features = ModelFile.ReadTexts(ref reader);
        var idf = reader.Read<double>(features.Length).ToArray();
        foreach (var value in idf)
            if (!double.IsFinite(value) || value <= 0)
                throw new FormatException("an idf is no positive number");
        return new TfidfVectorizer(options, features, idf);
    }
}
