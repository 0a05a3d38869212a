using System.Security.Cryptography;

namespace Praxis.Learning.Linear;

/// <summary>A file of magic number, version, payload and the SHA-256 of all before it.</summary>
internal static class SealedBytes
{
    public static void Write(Stream stream, int magic, int version, Action<ByteWriter> write)
    {
        using var hash = SHA256.Create();
        using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            var buffered = new BufferedStream(hashed, 1 << 16);
            var writer = new ByteWriter(buffered);
            writer.Write<int>([magic, version]);
            write(writer);
            buffered.Flush();
            hashed.FlushFinalBlock();
        }

        stream.Write(hash.Hash!);
    }

    /// <summary>The whole file; its payload begins at 8 and ends 32 before the end.</summary>
    /// <exception cref="FormatException">It is another file, of another version, or damaged.</exception>
    public static byte[] Read(Stream stream, int magic, int version)
    {
        var bytes = ReadAll(stream);
        var reader = new ByteReader(bytes);
        if (reader.Read<int>(1)[0] != magic)
            throw new FormatException("it does not begin like a model");
        if (reader.Read<int>(1)[0] is var own && own != version)
            throw new FormatException($"it has version {own}, and only {version} is known");
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < 8 || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
            throw new FormatException("its SHA-256 does not agree");
        return bytes;
    }

    /// <summary>All bytes that a stream has left.</summary>
    /// <exception cref="FormatException">They are more than an array holds.</exception>
    public static byte[] ReadAll(Stream stream)
    {
        if (!stream.CanSeek)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }

        var length = stream.Length - stream.Position;
        if (length > Array.MaxLength)
            throw new FormatException("it is longer than any model");
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
