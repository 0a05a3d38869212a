using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Train;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Train;

/// <summary>The keeper of channels: takes the rows of a table or of a text file in, for trainings to read.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class Channels(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "channel";

    private const int SniffedBytes = 1 << 16;

    /// <summary>What the file's head looks like: a manifest, labelled lines, else a table.</summary>
    /// <exception cref="UserException">The file cannot be read.</exception>
    public static ChannelForm FormOf(string file)
    {
        var head = new byte[SniffedBytes];
        using var stream = Open(file);
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var text = head.AsSpan(0, length);
        var first = text[..(text.IndexOf((byte)'\n') is var end and >= 0 ? end : length)];
        if (first.TrimStart(" \t\ufeff"u8).StartsWith("{"u8))
            return first.IndexOf("\"source\""u8) >= 0 && first.IndexOf("\"label\""u8) >= 0 ? ChannelForm.Manifest : ChannelForm.Table;
        return !text.Contains((byte)0) && LabeledLines.IsAny(text) ? ChannelForm.LabeledLines : ChannelForm.Table;
    }

    /// <summary>Takes the labelled rows of a dataset version in; rows without text or label, and those whose label the map does not name, are left out and counted.</summary>
    public Channel AddTable(string name, DatasetVersion dataset, TableView table, IReadOnlyList<FeatureColumn> columns, string label, LabelMap? map, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        IEnumerable<LabeledText> Rows(ChannelTally tally)
        {
            foreach (var row in table.ReadRows(columns[0].Name, label, moreColumns: [.. columns.Skip(1).Select(column => column.Name)]))
                if (!string.IsNullOrEmpty(row.Text) && row.Label is not null && (map is null ? row.Label : map.Map(row.Label)) is { Length: > 0 } kept)
                    yield return new LabeledText(row.Text, kept) { More = row.More };
                else
                    tally.Skipped++;
        }

        return Add(name, ChannelForm.Table, dataset.SourceName, () => dataset.ContentHash, dataset.Id, columns, Rows, cancellationToken);
    }

    /// <summary>Takes the texts of a dataset version in, for algorithms that learn without labels; rows without text are left out and counted.</summary>
    public Channel AddTexts(string name, DatasetVersion dataset, TableView table, string column, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(table);
        IEnumerable<LabeledText> Rows(ChannelTally tally)
        {
            foreach (var row in table.ReadColumns([column]))
                if (row[0] is { Length: > 0 } text)
                    yield return new LabeledText(text.ReplaceLineEndings(" "), "");
                else
                    tally.Skipped++;
        }

        return Add(name, ChannelForm.Table, dataset.SourceName, () => dataset.ContentHash, dataset.Id, FeatureColumn.OneText, Rows, cancellationToken);
    }

    /// <summary>Takes the rows of a text file in.</summary>
    /// <exception cref="UserException">The file cannot be read, or lines of it are wrong: all are told, up to twenty.</exception>
    public Channel AddFile(string name, string file, ChannelForm form, CancellationToken cancellationToken)
    {
        using var stream = Open(file);
        using var sha = SHA256.Create();
        using var hashed = new CryptoStream(stream, sha, CryptoStreamMode.Read, leaveOpen: true);
        var hash = "";
        var source = SafeText.Line(Path.GetFileName(file), 120);
        IEnumerable<LabeledText> Rows(ChannelTally tally)
        {
            var problems = new List<Problem>();
            var lines = new LineReader(hashed);
            while (problems.Count < UserException.MostProblems && Next(lines, form, source, problems, out var row))
            {
                if (row.Text.Length > 0 && (form == ChannelForm.PlainLines || row.Label.Length > 0))
                    yield return row;
                else
                    tally.Skipped++;
            }

            if (problems.Count > 0)
                throw new UserException(Fault.Input, problems);
            hash = Convert.ToHexStringLower(sha.Hash!);
        }

        return Add(name, form, source, () => hash, null, FeatureColumn.OneText, Rows, cancellationToken);
    }

    private static FileStream Open(string file)
    {
        try
        {
            if (Directory.Exists(file))
                throw new UserException(new Problem { Type = "not-a-file", Found = "the path is a folder", Where = SafeText.Line(file), Expected = "a file" });
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            throw new UserException(error is FileNotFoundException or DirectoryNotFoundException ? Fault.Input : Fault.Environment, [new Problem { Type = "file-not-readable", Found = error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : "the file cannot be read", Where = SafeText.Line(file), Remedy = "Check the path and its permissions" }], error);
        }
    }

    // An empty line is a row with nothing in it, which is left out and counted.
    private static bool Next(LineReader lines, ChannelForm form, string source, List<Problem> problems, out LabeledText row)
    {
        row = new LabeledText("", "");
        if (!lines.TryRead(out var line))
            return false;
        var where = string.Create(CultureInfo.InvariantCulture, $"{source}, line {lines.Line}");
        if (!Utf8.IsValid(line))
            problems.Add(new Problem { Type = "invalid-utf8", Found = "the line is not UTF-8", Where = where, Remedy = "Turn the file into UTF-8 first, for example with iconv" });
        else if (!line.Trim(" \t"u8).IsEmpty)
        {
            try
            {
                row = form switch
                {
                    ChannelForm.Manifest => AugmentedManifest.Parse(line.ToArray()),
                    ChannelForm.PlainLines => new LabeledText(Encoding.UTF8.GetString(line), ""),
                    _ => LabeledLines.Parse(Encoding.UTF8.GetString(line)),
                };
            }
            catch (FormatException error)
            {
                problems.Add(new Problem
                {
                    Type = "invalid-row",
                    Found = error.Message,
                    Where = where,
                    Expected = form == ChannelForm.Manifest ? "{\"source\": \"text\", \"label\": 1}" : "__label__NAME and the words of the text",
                });
            }
        }

        return true;
    }

    private Channel Add(string name, ChannelForm form, string source, Func<string> hash, string? dataset, IReadOnlyList<FeatureColumn> columns, Func<ChannelTally, IEnumerable<LabeledText>> rows, CancellationToken cancellationToken)
    {
        var scratch = workspace.NewScratch();
        var tally = new ChannelTally();
        try
        {
            using (var stream = new FileStream(scratch, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            using (var writer = new ChannelWriter(stream, columns))
            {
                foreach (var row in rows(tally))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    tally.Add(row);
                    writer.Write(row);
                }
            }

            return Register(new Channel
            {
                Name = ResourceName.From(name, Kind),
                Version = 0,
                Form = form,
                SourceName = source,
                ContentHash = hash(),
                Dataset = dataset,
                Rows = tally.Rows,
                Skipped = tally.Skipped,
                Labels = tally.Labels,
                RowsWithSeveralLabels = tally.RowsWithSeveralLabels,
                LabelAsTextRows = tally.LabelAsTextRows,
                Artifact = workspace.Artifacts.Add(scratch),
            });
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

    private Channel Register(Channel channel) => workspace.Metadata.Write(transaction =>
    {
        foreach (var record in transaction.List(Kind, channel.Name))
            if (RecordJson.Read<Channel>(record.Json) is var known && known == channel with { Version = known.Version })
                return known;
        channel = channel with { Version = transaction.NextVersion(Kind, channel.Name) };
        transaction.Put(Kind, channel.Name, channel.Version, RecordJson.Write(channel));
        if (channel.Dataset is { } dataset)
            transaction.AddEdge(new LineageEdge(new LineageNode(Datasets.Kind, dataset), new LineageNode(Kind, channel.Id), "read-as"));
        return channel;
    });
}
