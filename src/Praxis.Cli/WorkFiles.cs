using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli;

/// <summary>Puts files of works on record into a folder of the user's.</summary>
internal static class WorkFiles
{
    /// <summary>Writes one file whole or not at all; its path stays below the folder.</summary>
    public static void Place(WorkRecords keeper, WorkRecord record, WorkOutput made, string folder)
    {
        var root = Path.GetFullPath(folder);
        var place = Path.GetFullPath(Path.Combine(root, made.Name));
        if (!place.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new UserException(new Problem { Type = "invalid-name", Found = $"the file '{SafeText.Line(made.Name, 120)}' leads out of the folder" });
        using var bytes = keeper.Open(record, made.Name);
        Place(place, folder, half =>
        {
            using var file = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            bytes.CopyTo(file);
        });
    }

    /// <summary>The same for what writes to a path.</summary>
    public static void Place(string place, string folder, Action<string> write)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(place))!);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "result-not-writable", Found = $"the result cannot be written: {SafeText.Line(failed.Message, 300)}", Where = SafeText.Line(folder), Remedy = "Name another folder with --out" }], failed);
        }

        WholeFile.Place(place, write);
    }
}
