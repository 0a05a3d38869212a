using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Queries;

/// <summary>Writes an answer as CSV (RFC 4180, UTF-8, LF). Texts that a spreadsheet would run get an apostrophe; <c>--unguard</c> takes it away again.</summary>
/// <param name="stream">Where to; it stays open.</param>
/// <param name="most">The most rows.</param>
public sealed class CsvRows(Stream stream, long most) : IRowReceiver, IDisposable
{
    private readonly StreamWriter writer = new(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
    private readonly StringBuilder line = new();
    private long rows;

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns) => Write([.. columns.Select(column => column.Name)]);

    /// <inheritdoc/>
    public bool Take(object?[] row)
    {
        if (rows++ == most)
            return false;
        Write(row);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private void Write(object?[] row)
    {
        line.Clear();
        for (var i = 0; i < row.Length; i++)
        {
            if (i > 0)
                line.Append(',');
            line.Append(SafeText.CsvCell(CellText.Of(row[i])));
        }

        // A single empty cell would be an empty line, which is no row.
        if (row.Length == 1 && line.Length == 0)
            line.Append("\"\"");
        writer.Write(line.Append('\n'));
    }
}
