namespace Praxis.Testing;

/// <summary>A folder of the test's own, removed with everything in it when the test ends.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Creates the folder under the system's temporary one.</summary>
    public ScratchFolder() => Path = Directory.CreateTempSubdirectory("praxis-test-").FullName;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The full path of a file inside.</summary>
    public string this[string relativePath] => System.IO.Path.Combine(Path, relativePath);

    /// <summary>Writes a file inside and returns its full path.</summary>
    public string Write(string relativePath, string text)
    {
        var path = this[relativePath];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a file inside and returns its full path.</summary>
    public string Write(string relativePath, byte[] bytes)
    {
        var path = this[relativePath];
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
