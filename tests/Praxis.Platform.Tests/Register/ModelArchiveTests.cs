using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Contracts.Train;
using Praxis.Platform.Register;
using Praxis.Platform.Train;

namespace Praxis.Platform.Tests.Register;

/// <summary>Versions as files, out and in, and files that only look like it.</summary>
public sealed class ModelArchiveTests : IDisposable
{
    private readonly ModelShelf shelf = new();
    private readonly ModelShelf other = new();
    private readonly Trainers trainers = new([new PlainTrainer()]);

    private byte[] Export(string id)
    {
        using var bytes = new MemoryStream();
        new ModelArchive(shelf.Workspace, trainers).Write(id, bytes);
        return bytes.ToArray();
    }

    private ModelVersion Import(byte[] bytes, string? name = null)
    {
        using var stream = new MemoryStream(bytes);
        return new ModelArchive(other.Workspace, trainers).Read(stream, name, TestContext.Current.CancellationToken);
    }

    private ModelVersion Registered()
    {
        shelf.Groups.Describe("reviews", "sentiment");
        return shelf.Models.Register(shelf.Version("reviews", "model bytes", ModelStatus.Approved) with
        {
            Files = new Dictionary<string, string> { ["words.txt"] = shelf.Artifact("words") },
            ModelMetrics = new ModelMetrics().With("bias/report", new MetricsSource("application/json", shelf.Artifact("{\"bias\":0}"))),
            CustomerMetadataProperties = new Dictionary<string, string> { ["team"] = "nlp" },
        });
    }

    [Fact]
    public void A_version_travels_whole_undecided_and_the_same_version_gives_the_same_bytes()
    {
        var original = Registered();
        var bytes = Export("reviews:1");
        Assert.Equal(bytes, Export("reviews"));
        var copy = Import(bytes);
        Assert.Equal((original.Artifact, "reviews:1", ModelStatus.PendingManualApproval), (copy.Artifact, copy.Id, copy.Status));
        Assert.Contains("Approved", copy.StatusReason, StringComparison.Ordinal);
        Assert.Equal(original.ModelMetrics!.Bias, copy.ModelMetrics!.Bias);
        Assert.Equal("nlp", copy.CustomerMetadataProperties["team"]);
        Assert.Equal("sentiment", other.Groups.Get("reviews").Description);
        Assert.All(original.Files.Values.Append(original.Artifact), hash => Assert.True(other.Workspace.Artifacts.Verify(hash)));
        Assert.Equal("reviews:1", Import(bytes).Id);
        Assert.Equal("second:1", Import(bytes, "second").Id);
        using var tar = new TarReader(new MemoryStream(bytes));
        Assert.Equal("manifest.json", tar.GetNextEntry()!.Name);
    }

    [Fact]
    public void Damaged_bytes_are_neither_written_nor_taken()
    {
        Registered();
        var bytes = Export("reviews");
        for (var at = 0; at < bytes.Length; at += 37)
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x10;
            try
            {
                // What a flip leaves whole is a word of the manifest; the bytes themselves never differ.
                var taken = Import(damaged, "other");
                Assert.True(other.Workspace.Artifacts.Verify(taken.Artifact));
            }
            catch (UserException refused)
            {
                Assert.Equal(Fault.Input, refused.Fault);
            }
        }

        for (var length = 0; length < bytes.Length - 1024; length += 301)
            Assert.Equal("invalid-archive", Assert.Throws<UserException>(() => Import(bytes[..length])).Problems[0].Type);
        var path = shelf.Workspace.Artifacts.PathOf(shelf.Models.Get("reviews").Artifact);
        File.SetAttributes(path, FileAttributes.Normal);
        File.WriteAllText(path, "other bytes");
        Assert.Equal("damaged-artifact", Assert.Throws<UserException>(() => Export("reviews")).Problems[0].Type);
        Assert.Empty(Directory.EnumerateFileSystemEntries(other[".praxis/tmp"]));
    }

    [Fact]
    public void Links_climbing_names_bombs_and_a_million_entries_are_refused_and_nothing_is_registered()
    {
        Registered();
        var bytes = Export("reviews");
        var manifest = ManifestOf(bytes);
        foreach (var (what, archive) in new (string, byte[])[]
        {
            ("a link", Tar(manifest, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "artifacts/x") { LinkName = "/etc" }))),
            ("a hard link", Tar(manifest, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.HardLink, "artifacts/x") { LinkName = "../../etc/passwd" }))),
            ("a folder", Tar(manifest, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "artifacts/")))),
            ("a climbing name", Tar(manifest, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "../../etc/x") { DataStream = new MemoryStream([1]) }))),
            ("an absolute name", Tar(manifest, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "/etc/x") { DataStream = new MemoryStream([1]) }))),
            ("a link first", Tar(null, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "manifest.json") { LinkName = "/etc/passwd" }))),
            ("an extended header", Tar(null, tar => tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)) }))),
            ("one file more", [.. bytes[..^1024], .. Tar(null, tar => tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "more") { DataStream = new MemoryStream([1]) }))]),
            ("a zip", [0x50, 0x4b, 3, 4, .. new byte[2000]]),
            ("a gzip bomb", [0x1f, 0x8b, 8, 0, .. new byte[2000]]),
            ("a pickle", [0x80, 4, 0x95, .. new byte[2000]]),
            ("nothing", []),
            ("a huge length", Huge(bytes)),
            ("a million files", Tar(Changed(manifest, json => json["files"] = new JsonArray([.. Enumerable.Repeat(0, 20_000).Select(_ => (JsonNode)new JsonObject { ["sha256"] = new string('a', 64), ["bytes"] = 1 })])), _ => { })),
            ("too many bytes", Tar(Changed(manifest, json => json["files"]![0]!["bytes"] = long.MaxValue), _ => { })),
            ("a file that is no hash", Tar(Changed(manifest, json => json["files"]![0]!["sha256"] = "../../x"), _ => { })),
            ("null for a file", Tar(Changed(manifest, json => json["files"]![0] = null), _ => { })),
            ("null for the model", Tar(Changed(manifest, json => json["model"] = null), _ => { })),
            ("null for a name", Tar(Changed(manifest, json => json["model"]!["name"] = null), _ => { })),
            ("null for an artifact", Tar(Changed(manifest, json => json["model"]!["files"]!["words.txt"] = null), _ => { })),
            ("another form", Tar(Changed(manifest, json => json["format"] = 2), _ => { })),
            ("a name that climbs", Tar(Changed(manifest, json => json["model"]!["name"] = "../../x"), _ => { })),
            ("no JSON", Tar("{", _ => { })),
            ("deep JSON", Tar(new string('[', 100_000), _ => { })),
        })
            Assert.True(Assert.Throws<UserException>(() => Import(archive)).Fault == Fault.Input, what);
        Assert.Empty(other.Models.List());
        Assert.Empty(other.Groups.List());
        Assert.Empty(other.Workspace.Artifacts.List());
        Assert.Empty(Directory.EnumerateFileSystemEntries(other[".praxis/tmp"]));
    }

    [Fact]
    public void Bytes_that_the_algorithm_refuses_get_no_row()
    {
        shelf.Models.Register(shelf.Version("reviews", "pickle"));
        Assert.Equal("not-a-model", Assert.Throws<UserException>(() => Import(Export("reviews"))).Problems[0].Type);
        shelf.Models.Register(shelf.Version("reviews", "model") with { Algorithm = "unheard-of" });
        Assert.Equal("unknown-algorithm", Assert.Throws<UserException>(() => Import(Export("reviews"))).Problems[0].Type);
        Assert.Empty(other.Models.List());
    }

    public void Dispose()
    {
        shelf.Dispose();
        other.Dispose();
    }

    private static string ManifestOf(byte[] bytes)
    {
        using var tar = new TarReader(new MemoryStream(bytes));
        using var text = new StreamReader(tar.GetNextEntry()!.DataStream!);
        return text.ReadToEnd();
    }

    private static string Changed(string manifest, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(manifest)!;
        change(json);
        return json.ToJsonString();
    }

    private static byte[] Tar(string? manifest, Action<TarWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            if (manifest is not null)
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "manifest.json") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(manifest)) });
            write(tar);
        }

        return bytes.ToArray();
    }

    // The manifest's own length says 8 GiB.
    private static byte[] Huge(byte[] bytes)
    {
        var huge = (byte[])bytes.Clone();
        Encoding.ASCII.GetBytes("77777777777\0").CopyTo(huge, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(huge, 148);
        Encoding.ASCII.GetBytes(Convert.ToString(huge.Take(512).Sum(own => own), 8).PadLeft(6, '0') + "\0 ").CopyTo(huge, 148);
        return huge;
    }

    private sealed class PlainTrainer : ITrainer
    {
        public string Algorithm => "logistic";

        public bool ReadsColumns => false;

        public IReadOnlyDictionary<string, string> Defaults => new Dictionary<string, string>();

        public IReadOnlyList<Hyperparameter> Hyperparameters => [];

        public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given) => given;

        public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ITextClassifier Load(Stream model)
        {
            using var text = new StreamReader(model);
            return text.ReadToEnd().StartsWith("model", StringComparison.Ordinal) ? null! : throw new UserException(new Problem { Type = "not-a-model", Found = "these bytes are no model" });
        }
    }
}
