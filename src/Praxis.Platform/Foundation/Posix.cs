using System.Runtime.InteropServices;
using System.Text;

namespace Praxis.Platform.Foundation;

/// <summary>The few system calls .NET does not offer.</summary>
internal static class Posix
{
    public const int Kill = 9;
    public const int Abort = 6;
    public const int Terminate = 15;

    public static void Signal(int process, int signal)
    {
        if (!OperatingSystem.IsWindows())
            _ = kill(process, signal);
    }

    /// <summary>Makes a rename inside the folder survive a power cut.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0)
            return;
        _ = fsync(handle);
        _ = close(handle);
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file that must not exist yet, readable by its owner alone, and flushes it.</summary>
    public static void WriteSecret(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.UTF8.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    public static void MakeReadOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    /// <summary>Whether a path is a file of bytes: no device, pipe, socket or folder. Links are followed.</summary>
    public static bool IsRegularFile(string path) => OperatingSystem.IsLinux()
        ? Status(path) is { } status && (BitConverter.ToUInt16(status, 28) & 0xf000) == 0x8000
        : File.Exists(path);

    /// <summary>How many names a file has; 1 where the system does not say.</summary>
    public static long HardLinks(string path) => OperatingSystem.IsLinux() && Status(path) is { } status ? BitConverter.ToUInt32(status, 16) : 1;

    // The layout of struct statx is the same on every architecture: links at byte 16, mode at byte 28.
    private static byte[]? Status(string path)
    {
        var status = new byte[256];
        return statx(-100, Encoding.UTF8.GetBytes(path + "\0"), 0, 0x7ff, status) == 0 ? status : null;
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fsync(int handle);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int close(int handle);
}
