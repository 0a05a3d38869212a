namespace Praxis.Learning.FastText.Files;

/// <summary>Writes a file beside its place first, so that at its place it is whole or as it was.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> write)
    {
        var half = $"{path}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
                write(stream);
            File.Move(half, path, overwrite: true);
        }
        catch
        {
            File.Delete(half);
            throw;
        }
    }
}
