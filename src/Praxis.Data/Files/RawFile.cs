using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using ZstdSharp;

namespace Praxis.Data.Files;

/// <summary>A copy of a file's bytes in the scratch folder, which nobody changes while it is read.</summary>
internal sealed class RawFile
{
    private readonly (long Length, DateTime Changed) stamp;
    private readonly byte[] head;

    private RawFile(SourceFile source, string path, string hash, (long Length, DateTime Changed) stamp)
    {
        (Source, Path, Hash, this.stamp) = (source, path, hash, stamp);
        Length = new FileInfo(path).Length;
        Problems = new ProblemList(source.Name);
        head = Head(File.OpenRead(path), 8);
        Compression = head.AsSpan().StartsWith<byte>([0x1f, 0x8b]) ? "gzip" : head.AsSpan().StartsWith<byte>([0x28, 0xb5, 0x2f, 0xfd]) ? "zstd" : null;
    }

    public SourceFile Source { get; }

    public string Path { get; }

    public string Hash { get; }

    public long Length { get; }

    public ProblemList Problems { get; }

    /// <summary><c>gzip</c> or <c>zstd</c>, by the first bytes; null where it is not compressed.</summary>
    public string? Compression { get; }

    public static RawFile Take(SourceFile source, string path, CancellationToken cancellation)
    {
        if (Directory.Exists(source.Path))
            throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a folder", Where = SafeText.Line(source.Path), Expected = "a file" });
        if (!File.Exists(source.Path))
            throw new UserException(new Problem { Type = "file-not-found", Found = "there is no such file", Where = SafeText.Line(source.Path), Remedy = "Check the path" });
        var stamp = Stamp(source.Path);
        return new RawFile(source, path, Copy(source.Path, path, cancellation), stamp);
    }

    /// <summary>Looked at as late as possible: a writer that is slower than the copy is still seen.</summary>
    public void RequireUnchanged()
    {
        if (Stamp(Source.Path) != stamp)
            throw new UserException(Fault.Environment, [new Problem { Type = "file-changed", Found = "the file changed while it was read", Where = SafeText.Line(Source.Name, 120), Remedy = "Run the command again when nobody writes to it" }]);
    }

    /// <summary>How the file is written: by the options, its first bytes and its name.</summary>
    public FileFormat Resolve(ReadOptions options)
    {
        var name = Compression is not null && Source.Name.LastIndexOf('.') is > 0 and var dot ? Source.Name[..dot] : Source.Name;
        var extension = System.IO.Path.GetExtension(name).ToUpperInvariant();
        RefuseArchives();
        if (Compression is null && extension is ".GZ" or ".ZST" && Length > 0)
            throw Bad("not-compressed", $"the file is called {extension.ToLowerInvariant()} and is not compressed so", "Rename it, or compress it again");
        var format = options.Format ?? (head.AsSpan().StartsWith("PAR1"u8) || extension is ".PARQUET" ? "parquet"
            : extension is ".JSONL" or ".NDJSON" ? "jsonl" : extension is ".TSV" ? "tsv" : "csv");
        if (format is not ("csv" or "tsv" or "jsonl" or "parquet"))
            throw new UserException(new Problem { Type = "unknown-format", Found = $"the format '{SafeText.Line(format, 40)}' is unknown", Expected = "csv, tsv, jsonl or parquet" });
        if (options.Delimiter is { } d && d is '"' or '\r' or '\n' or '\0' or > '\x7e')
            throw new UserException(new Problem { Type = "bad-delimiter", Found = "the delimiter cannot be used", Expected = "one ASCII character other than the quote and the line break" });
        if (format == "parquet" && Compression is not null)
            throw Bad("compressed-parquet", $"the Parquet file is compressed as a whole ({Compression})", "Unpack it; Parquet compresses its columns by itself");
        return new FileFormat
        {
            Format = format is "tsv" ? "csv" : format,
            Delimiter = format switch { "csv" => options.Delimiter, "tsv" => options.Delimiter ?? '\t', _ => null },
            HasHeader = options.HasHeader ?? true,
            Compression = Compression,
        };
    }

    /// <summary>The file's text as UTF-8, and the encoding that it has.</summary>
    public (Stream Text, string Encoding) OpenText(ReadOptions options)
    {
        var bytes = Unpacked(options.MaxExpansion);
        var start = new byte[512];
        var length = bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        bytes.Dispose();
        if (Compression is not null && length >= 262 && start.AsSpan(257, 5).SequenceEqual("ustar"u8))
            throw Bad("archive", "the file is a compressed archive", "Unpack it and name its files");
        var (encoding, name) = EncodingOf(options.Encoding, start.AsSpan(0, length));
        bytes = Unpacked(options.MaxExpansion);
        return (encoding is null ? bytes : Encoding.CreateTranscodingStream(bytes, encoding, new UTF8Encoding(false, true)), name);
    }

    /// <summary>The first bytes of a stream, which is closed.</summary>
    public static byte[] Head(Stream stream, int most)
    {
        using (stream)
        {
            var head = new byte[most];
            return head[..stream.ReadAtLeast(head, most, throwOnEndOfStream: false)];
        }
    }

    public UserException Bad(string type, string found, string? remedy, Exception? cause = null) =>
        new(new Problem { Type = type, Found = found, Where = SafeText.Line(Source.Name, 120), Remedy = remedy }, cause);

    private static (Encoding? Encoding, string Name) EncodingOf(string? wanted, ReadOnlySpan<byte> head)
    {
        var marked = head is [0xff, 0xfe, ..] or [0xfe, 0xff, ..];
        var name = wanted?.ToUpperInvariant() ?? (marked ? "UTF-16" : "UTF-8");
        var big = name is "UTF-16BE" || (name is "UTF-16" && head is [0xfe, 0xff, ..]);
        return name switch
        {
            "UTF-8" or "UTF8" => (null, "utf-8"),
            "UTF-16" or "UTF-16LE" or "UTF-16BE" => (new UnicodeEncoding(big, true, true), "utf-16"),
            "WINDOWS-1252" or "CP1252" => (CodePagesEncodingProvider.Instance.GetEncoding(1252), "windows-1252"),
            "LATIN1" or "LATIN-1" or "ISO-8859-1" => (Encoding.Latin1, "latin1"),
            _ => throw new UserException(new Problem { Type = "unknown-encoding", Found = $"the encoding '{SafeText.Line(wanted, 40)}' is unknown", Expected = "utf-8, utf-16, utf-16be, windows-1252 or latin1" }),
        };
    }

    private Stream Unpacked(int maxExpansion)
    {
        var bytes = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Compression switch
        {
            "gzip" => new UnpackingStream(new GZipStream(bytes, CompressionMode.Decompress), this, maxExpansion),
            "zstd" => new UnpackingStream(new DecompressionStream(bytes, leaveOpen: false), this, maxExpansion),
            _ => bytes,
        };
    }

    private void RefuseArchives()
    {
        ReadOnlySpan<byte> head = this.head;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("7z"u8) && head is [_, _, 0xbc, 0xaf, ..] || head.StartsWith("Rar!"u8))
            throw Bad("archive", "the file is an archive", "Unpack it and name its files");
        if (head.StartsWith("BZh"u8) || head is [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..])
            throw Bad("unknown-compression", "the file is compressed with bzip2 or xz", "Unpack it, or compress it with gzip or zstd");
    }

    private static (long Length, DateTime Changed) Stamp(string path)
    {
        var source = new FileInfo(path);
        return (source.Length, source.LastWriteTimeUtc);
    }

    private static string Copy(string path, string raw, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
        using var output = new FileStream(raw, FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var buffer = new byte[1 << 20];
        for (var read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            output.Write(buffer, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
