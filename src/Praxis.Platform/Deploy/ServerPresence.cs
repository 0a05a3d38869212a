using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Deploy;

/// <summary>Where the workspace's one server is: the file <c>server.json</c>, held from its start to its end.</summary>
public sealed class ServerPresence : IDisposable
{
    private readonly string path;

    private ServerPresence(string path) => this.path = path;

    /// <summary>The server's address where one runs; null otherwise.</summary>
    public static Uri? Find(Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Read(PathOf(workspace)) is { } record && record.Process.IsAlive ? new Uri(record.Address) : null;
    }

    /// <summary>Writes the file; what a server that is gone left is replaced.</summary>
    /// <exception cref="UserException">Another server runs on the workspace; the message says where.</exception>
    public static ServerPresence Take(Workspace workspace, Uri address)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(address);
        var path = PathOf(workspace);
        var content = RecordJson.Write(new Record(address.ToString(), ProcessIdentity.Current.Pid, ProcessIdentity.Current.StartTime, workspace.Time.GetUtcNow()));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var scratch = workspace.NewScratch();
            try
            {
                File.WriteAllText(scratch, content, new UTF8Encoding(false));
                File.Move(scratch, path, overwrite: false);
                return new ServerPresence(path);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (Read(path) is { } other && other.Process.IsAlive)
                    throw new UserException(
                        Fault.Environment,
                        [new Problem { Type = "server-runs", Found = $"a server runs on this workspace already, at {other.Address}", Where = $"process {other.Pid}", Remedy = "Use that one, or end it first" }]);
                File.Delete(path);
            }
            catch (Exception error) when (Failures.IsDisk(error))
            {
                throw Failures.Disk(workspace.Folder, error);
            }
            finally
            {
                File.Delete(scratch);
            }
        }

        throw new UserException(Fault.Environment, [new Problem { Type = "server-runs", Found = "other servers are starting on this workspace at the same time", Remedy = "Try again" }]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Read(path) is { } own && own.Process.Equals(ProcessIdentity.Current))
            File.Delete(path);
    }

    private static string PathOf(Workspace workspace) => Path.Combine(workspace.Folder, "server.json");

    private static Record? Read(string path)
    {
        try
        {
            return RecordJson.Read<Record>(File.ReadAllText(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private sealed record Record(string Address, int Pid, long StartTime, DateTimeOffset StartedAt)
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public ProcessIdentity Process => new(Pid, StartTime);
    }
}
