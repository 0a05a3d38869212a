using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>One folder that holds everything: records, artifacts, jobs.</summary>
public sealed class Workspace : IDisposable
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int Format = 1;

    private readonly SqliteMetadataStore metadata;
    private readonly TimeProvider time;

    private Workspace(string folder, TimeProvider time)
    {
        Folder = folder;
        this.time = time;
        foreach (var part in (string[])["", "artifacts", "jobs", "tmp"])
            Posix.CreateFolder(Path.Combine(folder, part));
        using (var marker = JsonDocument.Parse(Once("workspace.json", () => JsonSerializer.Serialize(new { format = Format, id = Guid.CreateVersion7(time.GetUtcNow()) }))))
        {
            var format = marker.RootElement.GetProperty("format").GetInt32();
            if (format > Format)
                throw new UserException(
                    Fault.Environment,
                    [new Problem { Type = "workspace-too-new", Found = $"The workspace has format {format}", Where = SafeText.Line(folder), Expected = $"at most {Format}", Remedy = "Install a newer Praxis" }]);
            Id = marker.RootElement.GetProperty("id").GetString()!;
        }

        Token = Once("token", () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        metadata = new SqliteMetadataStore(Path.Combine(folder, "metadata.db"), time);
        Artifacts = new DiskArtifactStore(Path.Combine(folder, "artifacts"), NewScratch, time);
        Jobs = new JobStore(metadata, time, Path.Combine(folder, "jobs"));
        Lineage = new Lineage(metadata);
        Sweep();
        Jobs.TakeOver();
    }

    /// <summary>The workspace's id.</summary>
    public string Id { get; }

    /// <summary>Its folder's full path.</summary>
    public string Folder { get; }

    /// <summary>Its artifacts.</summary>
    public IArtifactStore Artifacts { get; }

    /// <summary>Its records.</summary>
    public IMetadataStore Metadata => metadata;

    /// <summary>Its jobs.</summary>
    public JobStore Jobs { get; }

    /// <summary>What was made from what.</summary>
    public Lineage Lineage { get; }

    /// <summary>The secret for changing routes.</summary>
    public string Token { get; }

    internal SqliteMetadataStore Database => metadata;

    internal TimeProvider Time => time;

    /// <summary>Where the workspace is: the option, else <c>PRAXIS_WORKSPACE</c>, else the nearest <c>.praxis</c> at or above the current folder, else a new one here.</summary>
    public static string Locate(string? option)
    {
        var said = string.IsNullOrEmpty(option) ? Environment.GetEnvironmentVariable("PRAXIS_WORKSPACE") : option;
        if (!string.IsNullOrEmpty(said))
            return Path.GetFullPath(said);
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, ".praxis")))
                return Path.Combine(folder.FullName, ".praxis");
        return Path.GetFullPath(".praxis");
    }

    /// <summary>Opens or creates a workspace, and finishes what a process that is gone left behind.</summary>
    public static Workspace Open(string folder, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return new Workspace(Path.GetFullPath(folder), time);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(folder, error);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or FormatException)
        {
            throw new UserException(
                Fault.Environment,
                [new Problem { Type = "damaged-workspace", Found = "workspace.json cannot be understood", Where = SafeText.Line(folder), Remedy = "Restore it from a backup" }],
                error);
        }
    }

    /// <summary>A new path under <c>tmp/</c> that names this process; the caller makes a file or folder of it.</summary>
    public string NewScratch() => Path.Combine(
        Folder, "tmp", string.Create(CultureInfo.InvariantCulture, $"{ProcessIdentity.Current.Pid}-{ProcessIdentity.Current.StartTime}-{Guid.NewGuid():N}"));

    /// <summary>Keeps a text as an artifact; returns its hash.</summary>
    internal string Keep(string text)
    {
        try
        {
            var scratch = NewScratch();
            File.WriteAllText(scratch, text);
            return Artifacts.Take(scratch);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw Failures.Disk(Folder, error);
        }
    }

    /// <summary>Reads an artifact whole, before something is built upon it.</summary>
    /// <exception cref="UserException">It is missing or damaged.</exception>
    internal void RequireWhole(string hash, string where)
    {
        if (Artifacts.Verify(hash))
            return;
        var isThere = File.Exists(Artifacts.PathOf(hash));
        throw new UserException(
            Fault.Environment,
            [new Problem
            {
                Type = isThere ? "damaged-artifact" : "artifact-missing",
                Found = $"artifact {hash} is {(isThere ? "damaged" : "missing")}",
                Where = where,
                Remedy = "Run what made it again, which mends it: start the pipeline anew, or ingest the file again",
            }]);
    }

    /// <summary>The folder of a job.</summary>
    public string FolderOf(Job job) => Jobs.FolderOf(job.Id);

    /// <inheritdoc/>
    public void Dispose() => metadata.Dispose();

    // Two processes may create at the same time; the first one's content stands for both.
    private string Once(string name, Func<string> content)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path))
        {
            var scratch = NewScratch();
            Posix.WriteSecret(scratch, content());
            try
            {
                File.Move(scratch, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(scratch);
            }

            Posix.FlushFolder(Folder);
        }

        return File.ReadAllText(path);
    }

    private void Sweep()
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(Path.Combine(Folder, "tmp")).ToList())
        {
            var parts = Path.GetFileName(path).Split('-');
            if (parts.Length != 3
                || !int.TryParse(parts[0], CultureInfo.InvariantCulture, out var pid)
                || !long.TryParse(parts[1], CultureInfo.InvariantCulture, out var start)
                || new ProcessIdentity(pid, start).IsAlive)
                continue;
            try
            {
                if (Directory.Exists(path))
                    Directory.Delete(path, recursive: true);
                else
                    File.Delete(path);
            }
            catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
            {
                // Another process swept it.
            }
        }
    }
}
