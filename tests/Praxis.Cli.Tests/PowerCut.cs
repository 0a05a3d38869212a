using System.Diagnostics;
using System.Globalization;

namespace Praxis.Cli.Tests;

/// <summary>
/// A power cut without one: a library that the program is started with keeps a copy of what is flushed, as it is flushed, and <see cref="Restore"/> makes the folder that a disk would hold that
/// dropped everything else: files with the bytes of their last flush, folders with the entries of theirs. It can also let one flush fail. Null where no C compiler is.
/// </summary>
internal sealed class PowerCut
{
    private const string Source = """
        #define _GNU_SOURCE
        #include <dirent.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdatomic.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/stat.h>
        #include <sys/syscall.h>
        #include <unistd.h>

        static atomic_int flushes;

        static void keep(const char *path, struct stat *status) {
            const char *shadow = getenv("CUT_SHADOW");
            char half[4096], whole[4096], buffer[65536];
            snprintf(half, sizeof half, "%s/half-%d", shadow, (int)syscall(SYS_gettid));
            snprintf(whole, sizeof whole, "%s/%c%lu", shadow, S_ISDIR(status->st_mode) ? 'd' : 'f', (unsigned long)status->st_ino);
            FILE *out = fopen(half, "wb");
            if (S_ISDIR(status->st_mode)) {
                DIR *folder = opendir(path);
                struct dirent *entry;
                while ((entry = readdir(folder)))
                    if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
                        fprintf(out, "%c%lu %s\n", entry->d_type == DT_DIR ? 'd' : 'f', (unsigned long)entry->d_ino, entry->d_name);
                closedir(folder);
            } else {
                FILE *in = fopen(path, "rb");
                size_t read;
                while ((read = fread(buffer, 1, sizeof buffer, in)) > 0)
                    fwrite(buffer, 1, read, out);
                fclose(in);
            }
            fclose(out);
            rename(half, whole);
        }

        static int flush(int file) {
            char link[64], path[4096];
            const char *root = getenv("CUT_ROOT");
            struct stat status;
            snprintf(link, sizeof link, "/proc/self/fd/%d", file);
            ssize_t length = readlink(link, path, sizeof path - 1);
            if (!root || length < 0)
                return 0;
            path[length] = 0;
            if (strncmp(path, root, strlen(root)) || fstat(file, &status))
                return 0;
            const char *fails = getenv("CUT_FAIL");
            if (atomic_fetch_add(&flushes, 1) + 1 == (fails ? atoi(fails) : -1)) {
                char mark[4096];
                snprintf(mark, sizeof mark, "%s/failed", getenv("CUT_SHADOW"));
                FILE *out = fopen(mark, "wb");
                fputs(path, out);
                fclose(out);
                errno = EIO;
                return -1;
            }
            keep(path, &status);
            return 0;
        }

        int fsync(int file) { return flush(file); }
        int fdatasync(int file) { return flush(file); }
        """;

    private readonly PraxisProgram praxis;
    private readonly string library;

    private PowerCut(PraxisProgram praxis, string library) => (this.praxis, this.library) = (praxis, library);

    private string Shadow => praxis["shadow"];

    /// <summary>What was to be flushed when it failed; null where none did.</summary>
    public string? Failed => File.Exists(Path.Combine(Shadow, "failed")) ? File.ReadAllText(Path.Combine(Shadow, "failed")) : null;

    public static PowerCut? Build(PraxisProgram praxis)
    {
        var (source, library) = (praxis.Write("cut.c", Source), praxis["cut.so"]);
        try
        {
            using var compiler = Process.Start(new ProcessStartInfo("cc", ["-shared", "-fPIC", "-O1", "-o", library, source]) { RedirectStandardError = true })!;
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new PowerCut(praxis, library) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The environment to start the program with, on a disk that has flushed nothing yet.</summary>
    /// <param name="failingFlush">Which flush fails, from 1; 0 for none.</param>
    public Dictionary<string, string> Begin(int failingFlush = 0)
    {
        if (Directory.Exists(Shadow))
            Directory.Delete(Shadow, recursive: true);
        Directory.CreateDirectory(Shadow);
        return new Dictionary<string, string> { ["LD_PRELOAD"] = library, ["CUT_ROOT"] = praxis.Workspace, ["CUT_SHADOW"] = Shadow, ["CUT_FAIL"] = failingFlush.ToString(CultureInfo.InvariantCulture) };
    }

    /// <summary>Replaces the workspace by what was flushed of it.</summary>
    public void Restore()
    {
        var root = Inode(praxis.Workspace);
        Directory.Delete(praxis.Workspace, recursive: true);
        Folder(praxis.Workspace, root);
    }

    private void Folder(string path, string inode)
    {
        Directory.CreateDirectory(path);
        if (!File.Exists(Path.Combine(Shadow, "d" + inode)))
            return;
        foreach (var line in File.ReadAllLines(Path.Combine(Shadow, "d" + inode)))
        {
            var (kind, name) = (line.Split(' ', 2)[0], line.Split(' ', 2)[1]);
            if (kind[0] == 'd')
                Folder(Path.Combine(path, name), kind[1..]);
            else if (File.Exists(Path.Combine(Shadow, kind)))
                File.Copy(Path.Combine(Shadow, kind), Path.Combine(path, name));
            else
                File.WriteAllBytes(Path.Combine(path, name), []);
        }
    }

    private static string Inode(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }
}
