using System.Buffers;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Artifacts as files, <c>artifacts/ab/cdef...</c>.</summary>
/// <param name="folder">The folder of the artifacts.</param>
/// <param name="newScratch">Names a new path on the same disk, for what is half made.</param>
/// <param name="time">The clock.</param>
public sealed class DiskArtifactStore(string folder, Func<string> newScratch, TimeProvider time) : IArtifactStore
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether the text is a SHA-256 in lower-case hexadecimal.</summary>
    public static bool IsHash(string? hash) => hash is { Length: 64 } && hash.AsSpan().IndexOfAnyExcept(HexDigits) < 0;

    /// <inheritdoc/>
    public string Add(string filePath)
    {
        ArgumentNullException.ThrowIfNull(filePath);
        FileStream source;
        try
        {
            source = File.OpenRead(filePath);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "The file cannot be read", Where = SafeText.Line(filePath) }, error);
        }

        using (source)
        {
            var scratch = newScratch();
            try
            {
                string hash;
                using (var target = new FileStream(scratch, FileMode.CreateNew, FileAccess.Write))
                using (var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
                {
                    var buffer = new byte[1 << 20];
                    for (int read; (read = source.Read(buffer)) > 0;)
                    {
                        sha.AppendData(buffer, 0, read);
                        target.Write(buffer, 0, read);
                    }

                    hash = Convert.ToHexStringLower(sha.GetHashAndReset());
                    Posix.Flush(target);
                }

                Place(scratch, hash);
                return hash;
            }
            catch (Exception error) when (Failures.IsDisk(error))
            {
                throw Failures.Disk(folder, error);
            }
            finally
            {
                Remove(scratch);
            }
        }
    }

    /// <inheritdoc/>
    public string Take(string scratchPath)
    {
        try
        {
            string hash;
            using (var file = new FileStream(scratchPath, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1))
            {
                hash = Convert.ToHexStringLower(SHA256.HashData(file));
                Posix.Flush(file);
            }

            Place(scratchPath, hash);
            return hash;
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(folder, error);
        }
    }

    /// <inheritdoc/>
    public string PathOf(string hash) => IsHash(hash)
        ? Path.Combine(folder, hash[..2], hash[2..])
        : throw new UserException(new Problem { Type = "invalid-hash", Found = $"'{SafeText.Line(hash, 80)}' is not an artifact's hash", Expected = "64 hexadecimal digits, lower case" });

    /// <inheritdoc/>
    public Stream OpenRead(string hash)
    {
        var path = PathOf(hash);
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "artifact-missing", Found = $"Artifact {hash} cannot be read", Where = SafeText.Line(path), Remedy = "Run 'praxis workspace check', and restore it from a backup" }],
                error);
        }
    }

    /// <inheritdoc/>
    public bool Verify(string hash)
    {
        var path = PathOf(hash);
        try
        {
            using var file = File.OpenRead(path);
            return Convert.ToHexStringLower(SHA256.HashData(file)) == hash;
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<string> List() =>
        from parent in Directory.EnumerateDirectories(folder)
        from file in Directory.EnumerateFiles(parent)
        let hash = Path.GetFileName(parent) + Path.GetFileName(file)
        where IsHash(hash)
        select hash;

    private void Place(string scratch, string hash)
    {
        Posix.MakeReadOnly(scratch);
        var path = PathOf(hash);
        var parent = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(parent))
        {
            Posix.CreateFolder(parent);
            Posix.FlushFolder(folder);
        }

        // The rename also mends a damaged file, and gives the artifact a new age, so that a gc spares it until its row is written.
        File.SetLastWriteTimeUtc(scratch, time.GetUtcNow().UtcDateTime);
        File.Move(scratch, path, overwrite: true);
        Posix.FlushFolder(parent);
    }

    private static void Remove(string scratch)
    {
        try
        {
            File.Delete(scratch);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            // The next process sweeps it; the first failure is the one to tell.
        }
    }
}
