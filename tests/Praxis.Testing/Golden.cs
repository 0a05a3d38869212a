using System.Runtime.CompilerServices;

namespace Praxis.Testing;

/// <summary>Compares output that people read with a reviewed file beside the test.</summary>
public static class Golden
{
    /// <summary>
    /// Fails unless <paramref name="actual"/> equals <c>Golden/{name}</c> beside the calling test.
    /// With <c>PRAXIS_ACCEPT_GOLDEN=1</c> the file is rewritten instead; the change is then reviewed as code.
    /// </summary>
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("PRAXIS_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests once with PRAXIS_ACCEPT_GOLDEN=1 and review it");
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>The same for a file that is looked at, whose bytes may differ: <paramref name="compare"/> gets the reviewed ones.</summary>
    public static void Resembles(string name, byte[] actual, Action<byte[]> compare, [CallerFilePath] string testFile = "")
    {
        ArgumentNullException.ThrowIfNull(compare);
        var path = Path.Combine(Path.GetDirectoryName(testFile)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("PRAXIS_ACCEPT_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is missing: run the tests once with PRAXIS_ACCEPT_GOLDEN=1 and review it");
        compare(File.ReadAllBytes(path));
    }
}
