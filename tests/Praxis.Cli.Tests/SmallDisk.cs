using System.Diagnostics;

namespace Praxis.Cli.Tests;

/// <summary>A file system of a few megabytes in memory, to run out of; null where this machine does not let one be made.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string filler;
    private readonly long size;

    private SmallDisk(string path, long size) => (Path, filler, this.size) = (path, System.IO.Path.Combine(path, "filler"), size);

    public string Path { get; }

    public static SmallDisk? Mount(string path, int megabytes)
    {
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "praxis-test", path) ? new SmallDisk(path, (long)megabytes << 20) : null;
    }

    /// <summary>Leaves about so many bytes free.</summary>
    public void Leave(long bytes)
    {
        File.Delete(filler);
        using var stream = new FileStream(filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (stream.Length < size && new DriveInfo(Path).AvailableFreeSpace > bytes)
            try
            {
                stream.Write(new byte[4096]);
            }
            catch (IOException)
            {
                return;
            }
    }

    /// <summary>Takes the filling away.</summary>
    public void Clear() => File.Delete(filler);

    public void Dispose() => Run("umount", "-l", Path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
