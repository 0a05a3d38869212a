using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>The frame of a model's file: magic, version, the algorithm's name, its bytes, SHA-256. Every size in it is checked before anything is allocated.</summary>
internal static class ModelFile
{
    private const int Magic = 0x4D585250; // PRXM
    private const int Version = 1;

    /// <summary>Reads the bytes within the frame.</summary>
    public delegate T Parser<T>(ref ByteReader reader);

    public static void Save(Stream stream, string algorithm, Action<ByteWriter> write)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            var buffered = new BufferedStream(hashed, 1 << 16);
            var writer = new ByteWriter(buffered);
            writer.Write<int>([Magic, Version]);
            writer.Write(algorithm);
            write(writer);
            buffered.Flush();
            hashed.FlushFinalBlock();
        }

        stream.Write(hash.Hash!);
    }

    /// <exception cref="UserException">The stream is no model of the algorithm, or is damaged.</exception>
    public static T Load<T>(Stream stream, string algorithm, Parser<T> parse)
    {
        try
        {
            var bytes = SealedBytes.ReadAll(stream);
            var end = bytes.Length - SHA256.HashSizeInBytes;
            var reader = new ByteReader(bytes);
            if (end < 8 || reader.Read<int>(1)[0] != Magic)
                throw new FormatException("it does not begin like a model");
            if (reader.Read<int>(1)[0] != Version)
                throw new FormatException("it has another version");
            if (!SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
                throw new FormatException("its SHA-256 does not agree");
            reader = new ByteReader(bytes.AsSpan(8, end - 8));
            if (reader.Text() != algorithm)
                throw new FormatException("another algorithm wrote it");
            var model = parse(ref reader);
            return reader.IsAtEnd ? model : throw new FormatException("something follows its end");
        }
        catch (Exception error) when (error is FormatException or EndOfStreamException or OverflowException)
        {
            throw new UserException(
                new Problem
                {
                    Type = "damaged-model",
                    Found = $"The model is damaged: {error.Message}",
                    Expected = $"a model that {algorithm} wrote",
                    Remedy = "Train it again, or restore it from a copy",
                },
                error);
        }
    }

    public static void WriteTexts(ByteWriter writer, IReadOnlyList<string> texts)
    {
        writer.Write(texts.Count);
        foreach (var text in texts)
            writer.Write(text);
    }

    public static string[] ReadTexts(ref ByteReader reader)
    {
        var texts = new string[reader.Count(4)];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = reader.Text();
        return texts;
    }
}
