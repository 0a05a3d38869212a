using Praxis.Contracts.Foundation;

namespace Praxis.Cli;

/// <summary>Writes a file of the user's whole or not at all: beside its place first, then into it.</summary>
internal static class WholeFile
{
    /// <summary>Writes the file and returns its length.</summary>
    /// <exception cref="UserException">The place cannot be written, or the disk is full.</exception>
    public static long Write(string path, Action<Stream> write)
    {
        var half = $"{path}.{Environment.ProcessId}.new";
        try
        {
            if (Directory.Exists(path))
                throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a folder", Where = SafeText.Line(path), Expected = "a file's name" });
            long length;
            using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            {
                write(stream);
                length = stream.Length;
            }

            File.Move(half, path, overwrite: true);
            return length;
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
