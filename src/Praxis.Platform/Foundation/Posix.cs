using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Praxis.Platform.Foundation;

/// <summary>The few system calls .NET does not offer.</summary>
internal static class Posix
{
    public const int Kill = 9;
    public const int Abort = 6;
    public const int Terminate = 15;
    private static readonly int CloseOnExec = OperatingSystem.IsLinux() ? 0x80000 : 0x1000000;

    public static void Signal(int process, int signal)
    {
        if (!OperatingSystem.IsWindows())
            _ = kill(process, signal);
    }

    /// <summary>Makes what was written survive a power cut.</summary>
    /// <remarks>
    /// <c>FileStream.Flush(true)</c> tells of no error (seen with .NET 10.0.12 and an <c>fsync</c> that fails with EIO), and the system tells of it once alone: a second try would be answered as if
    /// all were well. So it is asked for here.
    /// </remarks>
    /// <exception cref="IOException">The disk could not: what was written may be lost, and must not be built upon.</exception>
    public static void Flush(FileStream file)
    {
        file.Flush();
        if (OperatingSystem.IsWindows())
            file.Flush(flushToDisk: true);
        else
            Flush(file.SafeFileHandle);
    }

    /// <summary>Makes a rename inside the folder survive a power cut.</summary>
    /// <exception cref="IOException">The disk could not: what was renamed may be lost, and must not be built upon.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = TryOpen(folder) ?? throw new IOException("A folder cannot be opened to flush it to disk");
        Flush(handle);
    }

    /// <summary>Opens a file or folder to read; null where that is refused, which is not worth an exception where many are tried.</summary>
    public static SafeFileHandle? TryOpen(string path)
    {
        var descriptor = open(Encoding.UTF8.GetBytes(path + "\0"), CloseOnExec);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
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
        Flush(file);
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

    /// <summary>The same, and no link to one: what somebody else's program may have put there.</summary>
    public static bool IsPlainFile(string path) => new FileInfo(path).LinkTarget is null && IsRegularFile(path);

    /// <summary>How many names a file has; 1 where the system does not say.</summary>
    public static long HardLinks(string path) => OperatingSystem.IsLinux() && Status(path) is { } status ? BitConverter.ToUInt32(status, 16) : 1;

    // The layout of struct statx is the same on every architecture: links at byte 16, mode at byte 28.
    private static byte[]? Status(string path)
    {
        var status = new byte[256];
        return statx(-100, Encoding.UTF8.GetBytes(path + "\0"), 0, 0x7ff, status) == 0 ? status : null;
    }

    // Where there is nothing to flush, as on a read-only disk or in a folder that lies nowhere, there is nothing to tell: EINVAL, EROFS, ENOTSUP.
    private static void Flush(SafeFileHandle handle)
    {
        if (FSync(handle) != 0 && Marshal.GetLastPInvokeError() is not (22 or 30 or 45 or 95) and var error)
            throw new IOException($"The disk could not be flushed: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    // The runtime's own: begins again after a signal, and flushes the disk's cache too where fsync alone does not (macOS).
    [DllImport("libSystem.Native", EntryPoint = "SystemNative_FSync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle handle);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);
}
