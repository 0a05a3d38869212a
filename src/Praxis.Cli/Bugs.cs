using Praxis.Contracts.Foundation;

namespace Praxis.Cli;

/// <summary>Logs our own mistakes with their stack, once each.</summary>
internal static class Bugs
{
    /// <summary>A folder of the user's own; never one that others can write.</summary>
    public static string Folder() => Directory.CreateDirectory(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "praxis")).FullName;

    /// <summary>Appends to <c>praxis-bugs.log</c> in the folder and returns the file's path; null where it cannot be written.</summary>
    public static string? Log(string folder, Exception error)
    {
        try
        {
            var path = Path.Combine(folder, "praxis-bugs.log");
            File.AppendAllText(path, $"{DateTimeOffset.UtcNow:O} {SafeText.Block(error.ToString())}\n");
            return path;
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
