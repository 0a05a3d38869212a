using Praxis.Contracts.Foundation;

namespace Praxis.Cli;

/// <summary>Writes a file of the user's whole or not at all: beside its place first, then into it.</summary>
internal static class WholeFile
{
    /// <summary>Writes the file and returns its length.</summary>
    /// <exception cref="UserException">The place cannot be written, or the disk is full.</exception>
    public static long Write(string path, Action<Stream> write)
    {
        long length = 0;
        Place(path, half =>
        {
            using var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            write(stream);
            length = stream.Length;
        });
        return length;
    }

    /// <summary>The same for what writes to a path: it gets that of a new file beside the place.</summary>
    public static void Place(string path, Action<string> write)
    {
        var half = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (Directory.Exists(path))
                throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a folder", Where = SafeText.Line(path), Expected = "a file's name" });
            write(half);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "file-not-writable", Found = $"the file cannot be written: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(path), Remedy = "Check free space and permissions, or name another file" }], error);
        }
        finally
        {
            if (File.Exists(half))
                File.Delete(half);
        }
    }
}
