namespace Praxis.Testing;

/// <summary>The folder of real data and outside results that stands beside the clone on the developers' machines.</summary>
public static class SharedFolder
{
    /// <summary>The full path of a file under <c>../shared</c>; skips the calling test, by name, where that folder is absent.</summary>
    public static string File(string relativePath)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", relativePath);
        Assert.SkipUnless(System.IO.File.Exists(path), $"../shared/{relativePath} is not on this machine");
        return Path.GetFullPath(path);
    }
}
