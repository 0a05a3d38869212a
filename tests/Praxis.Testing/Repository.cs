namespace Praxis.Testing;

/// <summary>Where the clone that is being tested stands.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>Praxis.slnx</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Praxis.slnx")))
                return folder.FullName;
        throw new InvalidOperationException($"No Praxis.slnx at or above {AppContext.BaseDirectory}");
    }
}
