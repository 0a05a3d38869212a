using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Train;

namespace Praxis.Platform.Register;

/// <summary>
/// A model version as one file: a plain tar archive, <c>manifest.json</c> first, then <c>artifacts/SHA256</c> in the manifest's order. The same version gives the same
/// bytes. Nothing of an archive is believed: entries other than those files, in that order and of those lengths and hashes, are refused, and no name in it becomes a path.
/// </summary>
/// <param name="workspace">The workspace.</param>
/// <param name="trainers">The algorithms that read models.</param>
public sealed class ModelArchive(Workspace workspace, Trainers trainers)
{
    private const int Format = 1;
    private const int MostFiles = 1000;
    private const long MostManifestBytes = 4 << 20;
    private const long MostBytes = 1L << 37;
    private const string ManifestName = "manifest.json";
    private const string Folder = "artifacts/";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 32, Converters = { new JsonStringEnumConverter() } };

    /// <summary>Writes a version.</summary>
    /// <param name="id"><c>NAME</c>, <c>NAME:VERSION</c> or <c>NAME@ALIAS</c>.</param>
    /// <param name="target">Where the archive is written.</param>
    /// <exception cref="UserException">There is no such version, or its bytes are damaged.</exception>
    public ModelVersion Write(string id, Stream target)
    {
        var model = new Models(workspace).Get(id);
        var hashes = Artifacts(model);
        foreach (var hash in hashes)
            if (!workspace.Artifacts.Verify(hash))
                throw new UserException(Fault.Environment, [new Problem { Type = "damaged-artifact", Found = $"bytes of {model.Id} are missing or damaged", Where = $"artifact {hash}", Remedy = "Run the same training again: the same data, settings and seed give the same bytes" }]);
        var manifest = new ModelArchiveManifest
        {
            Format = Format,
            Model = model,
            GroupDescription = new ModelGroups(workspace).Get(model.Name).Description,
            Files = [.. hashes.Select(hash => new ModelArchiveFile(hash, new FileInfo(workspace.Artifacts.PathOf(hash)).Length))],
        };
        using var tar = new TarWriter(target, TarEntryFormat.Ustar, leaveOpen: true);
        using (var text = new MemoryStream(Encoding.UTF8.GetBytes(RecordJson.WriteIndented(manifest))))
            tar.WriteEntry(Entry(ManifestName, text));
        foreach (var hash in hashes)
        {
            using var bytes = workspace.Artifacts.OpenRead(hash);
            tar.WriteEntry(Entry(Folder + hash, bytes));
        }

        return model;
    }

    /// <summary>Registers the version of an archive under the next number of its name, undecided: who approved it elsewhere did not approve it here. The same archive again is the version that is there, as long as that is the newest.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="name">Another name for the model; null for its own.</param>
    /// <param name="cancellationToken">Ends it; nothing is registered then.</param>
    /// <exception cref="UserException">It is no such archive, or something in it is not what it says; nothing is registered.</exception>
    public ModelVersion Read(Stream source, string? name, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var taken = new List<(string Scratch, string Hash)>();
        try
        {
            var tar = new PlainTar(source);
            var manifest = Manifest(tar);
            var model = manifest.Model with { Name = ResourceName.Check(name ?? manifest.Model.Name, Models.Kind) };
            foreach (var file in manifest.Files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                taken.Add((Take(tar, file), file.Sha256));
            }

            if (tar.Next() is var (more, _))
                throw PlainTar.Wrong($"there is '{SafeText.Line(more, 80)}' in it, which the manifest does not name");
            Prove(model, taken);
            foreach (var (scratch, _) in taken)
                workspace.Artifacts.Take(scratch);
            return Register(model, manifest);
        }
        catch (Exception error) when (error is EndOfStreamException or JsonException)
        {
            throw new UserException(new Problem { Type = "invalid-archive", Found = "the file is no archive of a model, or it is cut off", Expected = "a file that 'praxis models export --archive' wrote" }, error);
        }
        finally
        {
            foreach (var (scratch, _) in taken)
                File.Delete(scratch);
        }
    }

    private static UstarTarEntry Entry(string name, Stream bytes) => new(TarEntryType.RegularFile, name)
    {
        DataStream = bytes,
        Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };

    private static List<string> Artifacts(ModelVersion model) =>
    [
        .. model.Files.Values.Append(model.Artifact).Append(model.EvaluationArtifact).Append(model.PredictionsArtifact)
            .Concat((model.ModelMetrics?.All() ?? []).Concat(model.DriftCheckBaselines?.All() ?? []).Select(report => report.Source.Artifact))
            .Concat((model.InferenceSpecification?.Containers ?? []).Select(container => container?.ModelArtifact ?? ""))
            .Where(hash => !string.IsNullOrEmpty(hash)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    private static ModelArchiveManifest Manifest(PlainTar tar)
    {
        if (tar.Next() is not (ManifestName, <= MostManifestBytes and var bytes))
            throw PlainTar.Wrong("its first file is no manifest");
        var text = new byte[bytes];
        var at = 0;
        tar.Read(bytes, part =>
        {
            part.CopyTo(text.AsSpan(at));
            at += part.Length;
        });
        var manifest = JsonSerializer.Deserialize<ModelArchiveManifest>(text, Strict) ?? throw PlainTar.Wrong("its manifest is empty");
        if (manifest.Format != Format)
            throw PlainTar.Wrong($"its form is {manifest.Format}");
        if (manifest.Files.Count > MostFiles || manifest.Files.Any(file => file is not { Bytes: >= 0 and <= MostBytes } || !DiskArtifactStore.IsHash(file.Sha256)) || manifest.Files.Sum(file => file.Bytes) > MostBytes)
            throw PlainTar.Wrong("its manifest names too many files, too many bytes, or what is no hash");
        if (!manifest.Files.Select(file => file.Sha256).SequenceEqual(Artifacts(manifest.Model), StringComparer.Ordinal))
            throw PlainTar.Wrong("its manifest names other files than its version");
        if (manifest.Model.Evaluation is { } evaluation && (evaluation.Classes.Any(score => score is null) || evaluation.Labels.Any(label => label is null) || evaluation.ConfusionMatrix.Any(row => row is null)))
            throw PlainTar.Wrong("its evaluation has gaps");
        return manifest;
    }

    private string Take(PlainTar tar, ModelArchiveFile file)
    {
        if (tar.Next() is not var (name, bytes))
            throw PlainTar.Wrong("it ends before its last file");
        if (name != Folder + file.Sha256 || bytes != file.Bytes)
            throw PlainTar.Wrong($"'{SafeText.Line(name, 80)}' is not the file that the manifest names here, or of another length");
        var scratch = workspace.NewScratch();
        try
        {
            using var target = new FileStream(scratch, FileMode.CreateNew, FileAccess.Write);
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            tar.Read(bytes, part =>
            {
                sha.AppendData(part);
                target.Write(part);
            });
            return Convert.ToHexStringLower(sha.GetHashAndReset()) == file.Sha256 ? scratch : throw PlainTar.Wrong($"the bytes of '{SafeText.Line(name, 80)}' do not have their hash");
        }
        catch
        {
            File.Delete(scratch);
            throw;
        }
    }

    // Bytes that the algorithm refuses to read never get a row.
    private void Prove(ModelVersion model, List<(string Scratch, string Hash)> taken)
    {
        if (model.Files.ContainsKey("vectors.bin"))
            return;
        using var stream = File.OpenRead(taken.First(file => file.Hash == model.Artifact).Scratch);
        trainers[model.Algorithm].Load(stream);
    }

    private ModelVersion Register(ModelVersion model, ModelArchiveManifest manifest)
    {
        var from = manifest.Model;
        return workspace.Metadata.Write(transaction =>
        {
            var registered = new Models(workspace).Register(
                transaction,
                model with
                {
                    Status = ModelStatus.PendingManualApproval,
                    StatusReason = SafeText.Line($"imported; elsewhere {from.Id} was {from.Status}: {from.StatusReason}", 500),
                    MetadataProperties = new Dictionary<string, string>(model.MetadataProperties) { ["GeneratedBy"] = $"import of {from.Id}" },
                    CreatedAt = workspace.Time.GetUtcNow(),
                });
            var group = ModelGroups.Ensure(transaction, model.Name, workspace.Time.GetUtcNow());
            if (group.Description.Length == 0 && manifest.GroupDescription.Length is > 0 and <= 1024)
                transaction.Put(ModelGroups.Kind, model.Name, 1, RecordJson.Write(group with { Description = manifest.GroupDescription }));
            return registered;
        });
    }
}
