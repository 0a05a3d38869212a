using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

public sealed class StoreTests
{
    [Fact]
    public void The_same_bytes_are_kept_once_under_their_sha256_and_read_only()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        var hash = workspace.Artifacts.Add(folder.Write("a", "bytes"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData("bytes"u8)), hash);
        Assert.Equal(hash, workspace.Artifacts.Add(folder.Write("b", "bytes")));
        Assert.Equal([hash], workspace.Artifacts.List());
        Assert.True(File.GetAttributes(workspace.Artifacts.PathOf(hash)).HasFlag(FileAttributes.ReadOnly));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder[".praxis/tmp"]));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_damaged_artifact_is_found_named_and_mended_by_adding_it_again(bool isTruncated)
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        var source = folder.Write("a", "some bytes");
        var hash = workspace.Artifacts.Add(source);
        workspace.Metadata.Write(transaction => transaction.Put("thing", "one", 1, $"{{\"rawArtifact\":\"{hash}\"}}"));
        var path = workspace.Artifacts.PathOf(hash);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllText(path, isTruncated ? "some" : "some Bytes");
        Assert.False(workspace.Artifacts.Verify(hash));
        Assert.Equal([hash], new WorkspaceCare(workspace).WorkspaceCheck().Damaged);
        workspace.Artifacts.Add(source);
        Assert.True(new WorkspaceCare(workspace).WorkspaceCheck().IsWhole);
        File.Delete(path);
        Assert.Equal([hash], new WorkspaceCare(workspace).WorkspaceCheck().Missing);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("ABCDEF")]
    [InlineData("")]
    public void What_is_no_hash_is_no_artifact(string hash)
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Assert.Throws<UserException>(() => workspace.Artifacts.PathOf(hash));
    }

    [Fact]
    public void A_change_that_throws_leaves_nothing()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Assert.Throws<InvalidOperationException>(() => workspace.Metadata.Write(transaction =>
        {
            transaction.Put("thing", "one", 1, "{}");
            transaction.AddEvent("made", "one", "{}");
            throw new InvalidOperationException();
        }));
        Assert.Null(workspace.Metadata.Read(reader => reader.Find("thing", "one")));
        Assert.Empty(workspace.Metadata.Read(reader => reader.Events(0)));
    }

    [Fact]
    public void Versions_count_up_and_the_newest_is_found()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        for (var i = 1; i <= 3; i++)
            Assert.Equal(i, workspace.Metadata.Write(transaction =>
            {
                var version = transaction.NextVersion("thing", "one");
                transaction.Put("thing", "one", version, $"{{\"at\":{version}}}");
                return version;
            }));
        Assert.Equal(3, workspace.Metadata.Read(reader => reader.Find("thing", "one"))!.Version);
        Assert.Equal(2, workspace.Metadata.Read(reader => reader.Find("thing", "one", 2))!.Version);
    }

    [Theory]
    [InlineData("a'; DROP TABLE records; --")]
    [InlineData("../climb")]
    [InlineData("line\nbreak")]
    [InlineData("")]
    public void A_name_that_is_none_is_refused_and_what_a_record_says_comes_back_exactly(string name)
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Assert.Throws<UserException>(() => workspace.Metadata.Write(transaction => transaction.Put("thing", name, 1, "{}")));
        var json = RecordJson.Write(new { text = name + "\u001b'\"" });
        workspace.Metadata.Write(transaction => transaction.Put("thing", "one", 1, json));
        Assert.Equal(json, Assert.Single(workspace.Metadata.Read(reader => reader.List("thing"))).Json);
    }

    [Fact]
    public void A_disk_that_refuses_is_the_environments_fault_and_leaves_nothing()
    {
        using var folder = new ScratchFolder();
        var artifacts = Directory.CreateDirectory(folder["artifacts"]).FullName;
        var tries = 0;
        var store = new DiskArtifactStore(artifacts, () => folder[$"no such folder/{tries++}"], TimeProvider.System);
        Assert.Equal(Fault.Environment, Assert.Throws<UserException>(() => store.Add(folder.Write("a", "bytes"))).Fault);
        Assert.Equal(1, tries);
        Assert.Empty(store.List());
    }

    [Fact]
    public void Two_workspaces_on_one_folder_write_at_the_same_time_and_lose_nothing()
    {
        using var folder = new ScratchFolder();
        using var one = Workspace.Open(folder[".praxis"], TimeProvider.System);
        using var two = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Parallel.For(0, 200, i => (i % 2 == 0 ? one : two).Metadata.Write(transaction =>
        {
            transaction.Put("thing", "one", transaction.NextVersion("thing", "one"), "{}");
            transaction.AddEvent("made", "one", "{}");
        }));
        Assert.Equal(Enumerable.Range(1, 200), one.Metadata.Read(reader => reader.List("thing")).Select(record => record.Version));
        var events = two.Metadata.Read(reader => reader.Events(0));
        Assert.Equal(200, events.Count);
        Assert.Equal(events.Skip(150), two.Metadata.Read(reader => reader.Events(events[149].Cursor)));
    }

    [Fact]
    public void The_bundled_sqlite_is_past_the_wal_reset_fault()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sqlite_version()";
        Assert.True(Version.Parse((string)command.ExecuteScalar()!) >= new Version(3, 51, 3));
    }

    [Fact]
    public void A_newer_database_and_a_newer_workspace_are_refused_with_the_version()
    {
        using var folder = new ScratchFolder();
        Workspace.Open(folder[".praxis"], TimeProvider.System).Dispose();
        using (var connection = new SqliteConnection($"Data Source={folder[".praxis/metadata.db"]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 999";
            command.ExecuteNonQuery();
        }

        var refused = Assert.Throws<UserException>(() => Workspace.Open(folder[".praxis"], TimeProvider.System));
        Assert.Contains("999", refused.Message);
        folder.Write(".praxis/workspace.json", "{\"format\":42,\"id\":\"x\"}");
        refused = Assert.Throws<UserException>(() => Workspace.Open(folder[".praxis"], TimeProvider.System));
        Assert.Contains("42", refused.Message);
        Assert.Equal(Fault.Environment, refused.Fault);
        folder.Write(".praxis/workspace.json", "{");
        Assert.Equal("damaged-workspace", Assert.Throws<UserException>(() => Workspace.Open(folder[".praxis"], TimeProvider.System)).Problems[0].Type);
    }

    [Fact]
    public void A_damaged_database_is_named()
    {
        using var folder = new ScratchFolder();
        Workspace.Open(folder[".praxis"], TimeProvider.System).Dispose();
        foreach (var file in Directory.EnumerateFiles(folder[".praxis"], "metadata.db*"))
            File.WriteAllText(file, new string('x', 10_000));
        Assert.Equal("damaged-database", Assert.Throws<UserException>(() => Workspace.Open(folder[".praxis"], TimeProvider.System)).Problems[0].Type);
    }

    [Fact]
    public void The_token_is_secret_and_stays()
    {
        using var folder = new ScratchFolder();
        string token;
        using (var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System))
            token = workspace.Token;
        using (var again = Workspace.Open(folder[".praxis"], TimeProvider.System))
            Assert.Equal(token, again.Token);
        Assert.Equal(64, token.Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder[".praxis/token"]));
    }

    [Fact]
    public void What_a_dead_process_left_half_made_is_swept_and_what_a_live_one_makes_stays()
    {
        using var folder = new ScratchFolder();
        Workspace.Open(folder[".praxis"], TimeProvider.System).Dispose();
        var dead = folder.Write(".praxis/tmp/999999-1-0123456789abcdef0123456789abcdef", "half");
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        Assert.False(File.Exists(dead));
        var own = workspace.NewScratch();
        File.WriteAllText(own, "half");
        Workspace.Open(folder[".praxis"], TimeProvider.System).Dispose();
        Assert.True(File.Exists(own));
    }

    [Fact]
    public void Gc_deletes_what_no_record_names_and_spares_the_named_and_the_young()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        var (named, orphan, young) = (workspace.Artifacts.Add(folder.Write("a", "named")), workspace.Artifacts.Add(folder.Write("b", "orphan")), workspace.Artifacts.Add(folder.Write("c", "young")));
        workspace.Metadata.Write(transaction => transaction.Put("thing", "one", 1, $"{{\"rawArtifact\":\"{named}\"}}"));
        foreach (var hash in (string[])[named, orphan])
        {
            var path = workspace.Artifacts.PathOf(hash);
            File.SetAttributes(path, FileAttributes.Normal);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
        }

        Assert.Equal([orphan], new WorkspaceCare(workspace).Gc());
        Assert.Equal(new[] { named, young }.Order(), workspace.Artifacts.List().Order());
    }

    [Fact]
    public void A_backup_opens_as_a_workspace_without_the_token()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        var hash = workspace.Artifacts.Add(folder.Write("a", "bytes"));
        workspace.Metadata.Write(transaction => transaction.Put("thing", "one", 1, $"{{\"rawArtifact\":\"{hash}\"}}"));
        new WorkspaceCare(workspace).Backup(folder["copy"]);
        Assert.False(File.Exists(folder["copy/token"]));
        using var copy = Workspace.Open(folder["copy"], TimeProvider.System);
        Assert.True(copy.Artifacts.Verify(hash));
        Assert.NotNull(copy.Metadata.Read(reader => reader.Find("thing", "one")));
        Assert.NotEqual(workspace.Token, copy.Token);
        Assert.Throws<UserException>(() => new WorkspaceCare(workspace).Backup(folder["copy"]));
    }

    [Fact]
    public void Lineage_goes_both_ways_ends_at_circles_and_mermaid_escapes_hostile_names()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        LineageNode a = new("dataset", "a\"]\nclick x"), b = new("job", "b"), c = new("model", "c:1");
        workspace.Metadata.Write(transaction =>
        {
            transaction.AddEdge(new LineageEdge(a, b, "input-of"));
            transaction.AddEdge(new LineageEdge(b, c, "produced"));
            transaction.AddEdge(new LineageEdge(c, a, "became"));
        });
        var tree = workspace.Lineage.Tree(c);
        Assert.Equal(3, tree.Upstream.Count);
        Assert.Equal(3, tree.Downstream.Count);
        var mermaid = Praxis.Platform.Foundation.Lineage.ToMermaid(tree);
        Assert.DoesNotContain("a\"]", mermaid);
        Assert.Equal(1 + 3 + 3, mermaid.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}
