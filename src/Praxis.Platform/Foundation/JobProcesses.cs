using System.Text;

namespace Praxis.Platform.Foundation;

/// <summary>The processes of a job, wherever they went: each carries the job's id in its environment, also one that left its parent and its session.</summary>
internal static class JobProcesses
{
    private const int MostBytes = 1 << 20;

    /// <summary>Ends all that is left of a job.</summary>
    public static void Kill(string job)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var mark = Mark(job);
        var buffer = new byte[1 << 16];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), out var process) && process != Environment.ProcessId && Has(folder + "/environ", mark, ref buffer))
                Posix.Signal(process, Posix.Kill);
    }

    /// <summary>Whether a process is one of a job.</summary>
    public static bool IsOf(int process, string job)
    {
        var buffer = new byte[1 << 16];
        return Has($"/proc/{process}/environ", Mark(job), ref buffer);
    }

    private static byte[] Mark(string job) => Encoding.UTF8.GetBytes($"PRAXIS_JOB_ID={job}\0");

    private static bool Has(string path, byte[] mark, ref byte[] buffer)
    {
        using var file = Posix.TryOpen(path);
        if (file is null)
            return false;
        var length = 0;
        try
        {
            for (int read; length < MostBytes && (read = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0;)
                if ((length += read) == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            // It ended meanwhile.
        }

        return buffer.AsSpan(0, length).IndexOf(mark) >= 0;
    }
}
