using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Train;

/// <summary>The rows of a job's channel as its files have them: tables (CSV, TSV, JSON Lines, Parquet) with columns of text and label, or lines that bring their labels.</summary>
/// <param name="folder">The channel's folder.</param>
/// <param name="card">Which columns to read.</param>
/// <param name="scratch">A folder for tables that were read once.</param>
internal sealed class RawChannel(string folder, ModelManifest card, string scratch)
{
    private readonly LabelMap? map = card.LabelMap is null ? null : LabelMap.Parse(card.LabelMap);
    private readonly Dictionary<string, string> tables = new(StringComparer.Ordinal);

    /// <summary>Rows that the last reading left out because text or label was missing.</summary>
    public long Skipped { get; private set; }

    /// <summary>Reads the rows, file by file in the order of their names.</summary>
    /// <exception cref="UserException">A file is not as the columns say.</exception>
    public IEnumerable<LabeledText> Read()
    {
        Skipped = 0;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = "the channel has no files", Where = SafeText.Line(Path.GetFileName(folder)) });
        return files.SelectMany(file => card.Text is null ? Lines(file) : Table(file));
    }

    private IEnumerable<LabeledText> Table(string file)
    {
        var columns = card.Columns();
        if (card.Label is not { } label)
            throw new UserException(new Problem { Type = "columns-not-named", Found = "the column of the label is not named", Expected = "label: COLUMN beside text: COLUMN" });
        if (!tables.TryGetValue(file, out var table))
        {
            var place = Path.Combine(scratch, tables.Count.ToString(CultureInfo.InvariantCulture));
            Posix.CreateFolder(scratch);
            Posix.CreateFolder(place);
            tables[file] = table = TableReader.Import(file, new ReadOptions(), place, CancellationToken.None).TablePath;
        }

        using var view = TableView.Open(table);
        view.RequireColumns(columns.Select(column => column.Name).Append(label), Path.GetFileName(file));
        foreach (var row in view.ReadRows(columns[0].Name, label, moreColumns: [.. columns.Skip(1).Select(column => column.Name)]))
            if (!string.IsNullOrEmpty(row.Text) && row.Label is not null && (map is null ? row.Label : map.Map(row.Label)) is { Length: > 0 } kept)
                yield return new LabeledText(row.Text, kept) { More = columns.Count == 1 ? null : row.More };
            else
                Skipped++;
    }

    private IEnumerable<LabeledText> Lines(string file)
    {
        var form = Channels.FormOf(file);
        if (form == ChannelForm.Table)
            throw new UserException(new Problem { Type = "columns-not-named", Found = "no line of the file has a label such as __label__1, so it is a table, and the columns of text and label are not named", Where = SafeText.Line(Path.GetFileName(file)), Expected = "text: COLUMN and label: COLUMN (in SageMaker's JSON the hyper-parameters praxis_text and praxis_label)" });
        using var stream = File.OpenRead(file);
        var lines = new LineReader(stream);
        while (Next(lines, out var line))
        {
            LabeledText row;
            try
            {
                row = form == ChannelForm.Manifest ? AugmentedManifest.Parse(Encoding.UTF8.GetBytes(line)) : LabeledLines.Parse(line);
            }
            catch (FormatException error)
            {
                throw new UserException(new Problem { Type = "invalid-row", Found = error.Message, Where = string.Create(CultureInfo.InvariantCulture, $"{SafeText.Line(Path.GetFileName(file))}, line {lines.Line}") }, error);
            }

            if (row.Text.Length > 0 && row.Label.Length > 0)
                yield return row;
            else
                Skipped++;
        }
    }

    private static bool Next(LineReader lines, out string line)
    {
        while (lines.TryRead(out var bytes))
            if (!bytes.Trim(" \t"u8).IsEmpty)
            {
                line = Encoding.UTF8.GetString(bytes);
                return true;
            }

        line = "";
        return false;
    }
}
