using System.IO.Compression;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Tests.Ingest;

/// <summary>The catalog: files, folders, patterns, versions, appends, drops.</summary>
public sealed class DatasetsTests : IDisposable
{
    private readonly CatalogFolder catalog = new();

    [Fact]
    public void A_folder_is_one_table_its_partitions_are_columns_and_hidden_files_are_passed_over()
    {
        catalog.Write("sales/year=2023/shop=north%20side/a.csv", "item,price\nhat,1\n");
        catalog.Write("sales/year=2024/shop=__HIVE_DEFAULT_PARTITION__/b.csv", "price,item\n2.5,\"shoe, left\"\n3,sock\n");
        catalog.Write("sales/_SUCCESS", "");
        catalog.Write("sales/.hidden.csv", "x\n1\n");
        var dataset = catalog.Ingest("sales");
        Assert.Equal(["item", "price", "year", "shop"], dataset.Columns.Select(column => column.Name));
        Assert.Equal(["year=2023/shop=north%20side/a.csv", "year=2024/shop=__HIVE_DEFAULT_PARTITION__/b.csv"], dataset.Files.Select(file => file.Name));
        Assert.Equal([1L, 2L], dataset.Files.Select(file => file.Rows));
        Assert.Equal(["hat|1|2023|north side", "shoe, left|2.5|2024|-", "sock|3|2024|-"], catalog.Ask("SELECT * FROM sales"));
    }

    [Fact]
    public void A_pattern_names_files_of_every_format_and_compression()
    {
        catalog.Write("in/a.csv", "n,t\n1,x\n");
        using (var stream = new MemoryStream())
        {
            using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
                gzip.Write("n,t\n2,y\n"u8);
            catalog.Write("in/deep/b.csv.gz", stream.ToArray());
        }

        using (var zstd = new ZstdSharp.Compressor())
            catalog.Write("in/c.csv.zst", zstd.Wrap("t,n\nz,3\n"u8).ToArray());
        var dataset = catalog.Ingest("in/**/*.csv*", "all");
        Assert.Equal(["1|x", "2|y", "3|z"], catalog.Ask("SELECT n, t FROM \"all\" ORDER BY n"));
        Assert.Equal(3, dataset.Files.Count);
        Assert.Equal("file-not-found", Refused("in/*.parquet").Type);
    }

    [Fact]
    public void Files_of_another_shape_are_told_with_name_and_column()
    {
        catalog.Write("in/a.csv", "n,text\n1,x\n");
        catalog.Write("in/b.csv", "n,texts\n2,y\n");
        var problems = Assert.Throws<UserException>(() => catalog.Ingest("in")).Problems;
        Assert.Equal(["missing-column", "unknown-column"], problems.Select(problem => problem.Type));
        Assert.All(problems, problem => Assert.Contains("b.csv", problem.Where, StringComparison.Ordinal));
        Assert.Equal("Did you mean 'texts'?", problems[0].Remedy);
        catalog.Write("in/b.csv", "n\n2\n");
        Assert.Equal(2, catalog.Ingest("in", reading: new ReadOptions { Union = true }).Rows);
        Assert.Equal(["1|x", "2|-"], catalog.Ask("SELECT * FROM \"in\""));
        catalog.Write("in/c.jsonl", "{\"n\":1}\n");
        Assert.Equal("mixed-formats", Refused("in").Type);
        catalog.Write("in/README.md", "no table");
        Assert.Equal("not-a-table", Refused("in").Type);
    }

    [Fact]
    public void The_same_bytes_are_the_same_version_and_other_bytes_the_next()
    {
        var first = catalog.Ingest(catalog.Write("a.csv", "n\n1\n"));
        Assert.Equal(first.Id, catalog.Ingest("a.csv").Id);
        catalog.Write("a.csv", "n\n2\n");
        Assert.Equal(2, catalog.Ingest("a.csv").Version);
        Assert.Equal(["2"], catalog.Ask("SELECT n FROM a"));
        Assert.Equal(["1"], catalog.Ask("SELECT n FROM \"a@1\""));
        Assert.Equal(["1"], catalog.Ask("SELECT n FROM \"a:1\""));
        Assert.Equal("name-differs-in-case", Assert.Throws<UserException>(() => catalog.Ingest("a.csv", "A")).Problems[0].Type);
        Assert.Contains(catalog.Workspace.Lineage.Edges(new LineageNode("dataset", "a:1")), edge => edge.From.Id.StartsWith("a.csv ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_append_names_its_parent_shares_its_bytes_and_passes_known_files_over()
    {
        catalog.Write("in/1.csv", "n,t,day\n1,a,2024-01-01\n2,007,2024-01-02\n");
        var first = catalog.Ingest("in", "log");
        catalog.Write("in/2.csv", "day,t,n\n2024-01-03 10:00:00,c,2.50\n,d,\n");
        var second = catalog.Ingest("in", "log", append: true);
        Assert.Equal((2, 1), (second.Version, second.Parent));
        Assert.Equal(first.Parts[0], second.Parts[0]);
        Assert.Equal(["1.csv", "2.csv"], second.Files.Select(file => file.Name));
        Assert.Equal(["1.0|a|2024-01-01T00:00:00", "2.0|007|2024-01-02T00:00:00", "2.5|c|2024-01-03T10:00:00", "-|d|-"], catalog.Ask("SELECT n::VARCHAR, t, day FROM log"));
        Assert.Equal(["4"], catalog.Ask("SELECT max(__row) FROM \"log$rows\""));
        Assert.Equal([(ColumnType.Number, 1L, 3L), (ColumnType.Text, 0, 4), (ColumnType.Date, 1, 3)], second.Columns.Select(column => (column.Type, column.Nulls, column.Distinct)));
        using (var view = catalog.Datasets.Open(second))
            Assert.Equal(["1", "2", "2.50", null], view.ReadColumns(["n"]).Select(row => row[0]));
        Assert.Equal(second.Id, catalog.Ingest("in", "log", append: true).Id);
        Assert.Contains(new LineageEdge(new("dataset", "log:1"), new("dataset", "log:2"), "appended-to"), catalog.Workspace.Lineage.Edges(new LineageNode("dataset", "log:2")));
        catalog.Write("in/1.csv", "n,t,day\n9,z,\n");
        Assert.Equal("file-changed", Assert.Throws<UserException>(() => catalog.Ingest("in", "log", append: true)).Problems[0].Type);
    }

    [Fact]
    public void An_append_never_rounds_what_two_parts_write_differently()
    {
        catalog.Write("1.csv", "n\n9007199254740993\n");
        catalog.Ingest("1.csv", "big");
        catalog.Write("2.csv", "n\n0.5\n");
        Assert.Equal(["9007199254740993", "0.5"], (string[])[.. catalog.Ingest("2.csv", "big", append: true).Rows == 2 ? catalog.Ask("SELECT n FROM big") : []]);
    }

    [Fact]
    public void A_dropped_version_comes_back_within_its_grace_and_its_number_is_never_given_again()
    {
        catalog.Ingest(catalog.Write("a.csv", "n\n1\n"));
        catalog.Ingest(catalog.Write("a.csv", "n\n2\n"));
        Assert.Equal("a:2", Assert.Single(catalog.Datasets.Drop("a@2")).Id);
        Assert.Equal(1, catalog.Datasets.Get("a").Version);
        Assert.Equal("a:2", Assert.Single(catalog.Datasets.Restore("a")).Id);
        catalog.Datasets.Drop("a@2");
        Assert.Equal(3, catalog.Ingest(catalog.Write("a.csv", "n\n3\n")).Version);
        catalog.Clock.Ahead = TimeSpan.FromDays(2);
        var gone = new WorkspaceCare(catalog.Workspace).Gc();
        Assert.Equal(2, gone.Count);
        Assert.Equal("nothing-to-restore", Assert.Throws<UserException>(() => catalog.Datasets.Restore("a@2")).Problems[0].Type);
        Assert.Equal(["1"], catalog.Ask("SELECT n FROM \"a@1\""));
        Assert.True(new WorkspaceCare(catalog.Workspace).WorkspaceCheck().IsWhole);
        Assert.Equal("unknown-dataset", Assert.Throws<UserException>(() => catalog.Datasets.Drop("b")).Problems[0].Type);
    }

    [Fact]
    public void Databases_keep_tables_of_one_name_apart()
    {
        catalog.Ingest(catalog.Write("a.csv", "n\n1\n"));
        Assert.Equal("shop.a:1", catalog.Ingest(catalog.Write("b.csv", "n\n2\n"), "shop.a").Id);
        Assert.Equal(["1|2"], catalog.Ask("SELECT x.n, y.n FROM a x, shop.A y"));
        Assert.Equal(["default", "shop"], catalog.Datasets.Databases());
        Assert.Equal(2, catalog.Datasets.List().Count);
        Assert.Equal("Did you mean 'shop.a'?", Assert.Throws<UserException>(() => catalog.Datasets.Get("shob.a")).Problems[0].Remedy);
    }

    // A5: names of every kind of attack are refused, for reading, writing and deleting.
    [Theory]
    [InlineData("../x")]
    [InlineData("..\\x")]
    [InlineData("%2e%2e%2f")]
    [InlineData("....//x")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\x")]
    [InlineData("\\\\host\\share")]
    [InlineData("file:x")]
    [InlineData("a#/../../x")]
    [InlineData("a?x=../..")]
    [InlineData("a\0b")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData(".a")]
    [InlineData("a.b.c")]
    [InlineData("аdmin")]
    [InlineData("a\nb")]
    [InlineData("a@-1")]
    [InlineData("a@1@2")]
    [InlineData("")]
    public void A_name_that_is_no_name_is_refused(string name)
    {
        catalog.Ingest(catalog.Write("a.csv", "n\n1\n"));
        Assert.Throws<UserException>(() => catalog.Ingest("a.csv", name));
        Assert.Throws<UserException>(() => catalog.Datasets.Get(name));
        Assert.Throws<UserException>(() => catalog.Datasets.Drop(name));
        Assert.Throws<UserException>(() => catalog.Datasets.Restore(name));
        Assert.Equal("a:1", Assert.Single(catalog.Datasets.List()).Id);
    }

    // A6: links in a folder that lead out of it.
    [Fact]
    public void Links_out_of_a_folder_are_refused_and_told()
    {
        var secret = catalog.Write("secret.csv", "n\n666\n");
        catalog.Write("in/a.csv", "n\n1\n");
        File.CreateSymbolicLink(catalog["in/b.csv"], secret);
        Assert.Equal("link-refused", Refused("in").Type);
        Assert.Equal(2, catalog.Ingest("in", allowLinks: true).Rows);
        File.Delete(catalog["in/b.csv"]);
        File.CreateSymbolicLink(catalog["in/c.csv"], catalog["in/a.csv"]);
        Assert.Equal(2, catalog.Ingest("in").Rows);
        File.Delete(catalog["in/c.csv"]);
        Directory.CreateSymbolicLink(catalog["in/d"], Path.GetDirectoryName(secret)!);
        Assert.Equal("link-refused", Refused("in").Type);
        Directory.Delete(catalog["in/d"]);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are told on Linux alone");
        using (var ln = System.Diagnostics.Process.Start("ln", [secret, catalog["in/e.csv"]]))
            ln.WaitForExit();
        Assert.Equal("link-refused", Refused("in").Type);
    }

    // A6: bombs, damage and archives.
    [Fact]
    public void Compressed_files_that_explode_or_are_cut_off_or_are_archives_are_refused()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write("a,b\n"u8);
            var zeros = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("0,0\n", 1 << 18)));
            for (var i = 0; i < 200; i++)
                gzip.Write(zeros);
        }

        var bomb = stream.ToArray();
        catalog.Write("bomb.csv.gz", bomb);
        Assert.Equal("expands-too-much", Refused("bomb.csv.gz").Type);
        catalog.Write("cut.csv.gz", bomb[..^20]);
        Assert.Contains(Refused("cut.csv.gz").Type, (string[])["damaged-compression", "expands-too-much"]);
        byte[] small;
        using (var one = new MemoryStream())
        {
            using (var gzip = new GZipStream(one, CompressionLevel.Fastest, leaveOpen: true))
                gzip.Write(Encoding.ASCII.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 10_000).Select(i => $"{i},{i * 7919 % 10007}\n"))));
            small = one.ToArray();
        }

        catalog.Write("short.csv.gz", small[..^1000]);
        Assert.Equal("damaged-compression", Refused("short.csv.gz").Type);
        small[small.Length / 2] ^= 0x55;
        catalog.Write("flipped.csv.gz", small);
        Assert.Contains(Refused("flipped.csv.gz").Type, (string[])["damaged-compression", "invalid-utf8", "ragged-row", "text-after-quote", "nul-byte"]);
        catalog.Write("zip.csv", [.. "PK\u0003\u0004"u8, 0, 0, 0]);
        Assert.Equal("archive", Refused("zip.csv").Type);
        catalog.Write("plain.csv.gz", "a\n1\n");
        Assert.Equal("not-compressed", Refused("plain.csv.gz").Type);
        Assert.Empty(catalog.Datasets.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(catalog.Workspace.Folder, "tmp")));
    }

    // A17: names that forge lines.
    [Fact]
    public void A_file_name_with_line_breaks_and_escapes_stays_one_harmless_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "such names are not possible there");
        var dataset = catalog.Ingest(catalog.Write("in/evil\n2026-11-26 admin ok\u001b[31m.csv", "n\n1\n"), "evil");
        Assert.DoesNotContain('\n', dataset.SourceName);
        Assert.DoesNotContain('\u001b', dataset.Files[0].Name);
        Assert.All(catalog.Workspace.Lineage.Edges(new LineageNode("dataset", dataset.Id)), edge => Assert.DoesNotContain('\n', edge.From.Id));
    }

    // F8: spaces and emoji in paths; a folder without rights.
    [Fact]
    public void Paths_with_spaces_and_emoji_are_read_and_what_may_not_be_read_is_told()
    {
        Assert.Equal("my-data", catalog.Ingest(catalog.Write("a folder 😀/my data ✓.csv", "n\n1\n")).Name);
        var device = OperatingSystem.IsLinux() ? Refused("/dev/zero") : null;
        Assert.Equal(OperatingSystem.IsLinux() ? "not-a-file" : null, device?.Type);
        Assert.Equal("file-not-found", Refused("absent.csv").Type);
    }

    // F5: damage to an artifact is found and named.
    [Fact]
    public void A_damaged_or_missing_table_is_named_and_made_again_from_its_file()
    {
        var dataset = catalog.Ingest(catalog.Write("a.csv", "n,t\n" + string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i},text {i}\n"))));
        var path = catalog.Workspace.Artifacts.PathOf(dataset.Parts[0].TableArtifact);
        File.SetAttributes(path, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Assert.Throws<UserException>(() => catalog.Ask("SELECT sum(n) FROM a"));
        Assert.Throws<UserException>(() => catalog.Datasets.Open(dataset).Dispose());
        Assert.Equal([dataset.Parts[0].TableArtifact], new WorkspaceCare(catalog.Workspace).WorkspaceCheck().Damaged);
        Assert.Equal(dataset.Id, catalog.Ingest("a.csv").Id);
        Assert.Equal(["1999000"], catalog.Ask("SELECT sum(n) FROM a"));
        File.Delete(path);
        Assert.Equal("artifact-missing", Assert.Throws<UserException>(() => catalog.Ask("SELECT 1 FROM a")).Problems[0].Type);
    }

    public void Dispose() => catalog.Dispose();

    private Problem Refused(string path) => Assert.Throws<UserException>(() => catalog.Ingest(path, "refused")).Problems[0];
}
