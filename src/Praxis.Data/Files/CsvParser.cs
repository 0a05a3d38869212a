using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Files;

/// <summary>RFC 4180 over UTF-8 bytes, streaming. Empty lines at the end are no rows; every other irregularity is a problem.</summary>
internal sealed class CsvParser(byte delimiter, bool hasHeader, int maxFieldBytes, bool unguard, ProblemList problems, CanonicalWriter writer, Func<string[], RowLayout> layOut)
{
    private const int MostColumns = 10_000;
    private const int LongestRun = 512; // so that looking ahead stays cheap where every other character is not ASCII
    private readonly List<int> ends = [];
    private byte[] record = new byte[4096];
    private int length;
    private int fieldBegin;
    private int fields;
    private int expected = -1;
    private long row = hasHeader ? 0 : 1;
    private long blanks;
    private bool tooLong;
    private bool anyQuote;
    private bool told;

    private enum State
    {
        FieldStart,
        Plain,
        Quoted,
        QuoteInQuoted,
    }

    private RowLayout? layout;

    /// <summary>The delimiter whose count per record is steadiest on the head of a file.</summary>
    public static byte Sniff(ReadOnlySpan<byte> head, bool whole)
    {
        var (best, bestScore) = ((byte)',', 0.0);
        foreach (var candidate in ",;\t|"u8)
        {
            var counts = new List<int>();
            var (count, quoted, closed, start) = (0, false, -2, true);
            for (var i = 0; i < head.Length; i++)
            {
                var b = head[i];
                if (b == '"' && quoted)
                    (quoted, closed) = (false, i);
                else if (b == '"' && (start || closed == i - 1))
                    quoted = true;
                else if (!quoted && b == candidate)
                    count++;
                else if (!quoted && b == '\n')
                {
                    counts.Add(count);
                    count = 0;
                }

                start = !quoted && (b == candidate || b == '\n');
            }

            if ((whole && head.Length > 0 && head[^1] != '\n') || counts.Count == 0)
                counts.Add(count);
            var score = counts[0] == 0 ? 0 : counts.Count(c => c == counts[0]) / (double)counts.Count;
            if (score > bestScore)
                (best, bestScore) = (candidate, score);
        }

        return best;
    }

    public void Parse(Stream input, CancellationToken cancellation)
    {
        var buffer = new byte[1 << 17];
        var state = State.FieldStart;
        var pendingReturn = false;
        long offset = 0, quoteRow = 0, sequenceAt = 0;
        var (pending, low, high) = (0, (byte)0x80, (byte)0xbf);
        for (var read = input.ReadAtLeast(buffer, 3, false); read > 0; read = input.Read(buffer))
        {
            cancellation.ThrowIfCancellationRequested();
            var at = offset == 0 && buffer.AsSpan(0, read).StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            for (; at < read; at++)
            {
                if (pending == 0 && !pendingReturn && state != State.QuoteInQuoted && PlainRun(buffer.AsSpan(at, Math.Min(LongestRun, read - at)), state) is > 0 and var run)
                {
                    Append(buffer.AsSpan(at, run));
                    if (state == State.FieldStart)
                        state = State.Plain;
                    at += run - 1;
                    continue;
                }

                var b = buffer[at];
                if (pending > 0 || b >= 0x80)
                {
                    if (pending > 0 && b >= low && b <= high)
                        (pending, low, high) = (pending - 1, 0x80, 0xbf);
                    else
                    {
                        if (pending > 0)
                            BadUtf8(sequenceAt);
                        (pending, low, high) = Lead(b);
                        sequenceAt = offset + at;
                        if (pending < 0)
                        {
                            BadUtf8(sequenceAt);
                            pending = 0;
                        }
                    }
                }

                if (b == 0)
                    Tell("nul-byte", $"a NUL byte at byte offset {offset + at}", "text without NUL bytes", "If the file is UTF-16, say --encoding utf-16");
                if (pendingReturn)
                {
                    pendingReturn = false;
                    EndRecord();
                    state = State.FieldStart;
                    if (b == '\n')
                        continue;
                }

                switch (state)
                {
                    case State.Quoted when b == '"':
                        state = State.QuoteInQuoted;
                        continue;
                    case State.Quoted:
                        Append(b);
                        continue;
                    case State.QuoteInQuoted when b == '"':
                        Append(b);
                        state = State.Quoted;
                        continue;
                    case State.FieldStart when b == '"':
                        state = State.Quoted;
                        anyQuote = true;
                        quoteRow = row + blanks;
                        continue;
                    default:
                        break;
                }

                if (b == delimiter)
                {
                    EndField();
                    state = State.FieldStart;
                }
                else if (b == '\n')
                {
                    EndRecord();
                    state = State.FieldStart;
                }
                else if (b == '\r')
                    pendingReturn = true;
                else
                {
                    if (state == State.QuoteInQuoted)
                        Tell("text-after-quote", $"field {fields + 1} goes on after its closing quote (byte offset {offset + at})", "a delimiter or the end of the row", "Double the quotes inside a quoted field");
                    Append(b);
                    state = State.Plain;
                }
            }

            offset += read;
        }

        if (pending > 0)
            BadUtf8(sequenceAt);
        if (state == State.Quoted)
            problems.Add("unclosed-quote", "a quoted field is never closed", $"begins in {ProblemList.Row(quoteRow)}", "a closing quote", "Close the quote, and double the quotes inside a quoted field");
        else if (pendingReturn || state != State.FieldStart || fields > 0)
            EndRecord();
        if (expected == 1)
            FlushBlanks();
        problems.ThrowIfAny();
    }

    /// <summary>Bytes that mean nothing but themselves: ASCII up to the next quote (inside quotes), delimiter or line end. Found many at a time; short runs are not worth it.</summary>
    private int PlainRun(ReadOnlySpan<byte> rest, State state)
    {
        if (state == State.FieldStart && rest[0] == '"')
            return 0;
        var stop = state == State.Quoted ? rest.IndexOf((byte)'"') : rest.IndexOfAny(delimiter, (byte)'\n', (byte)'\r');
        if (stop >= 0)
            rest = rest[..stop];
        var strange = rest.IndexOfAnyExceptInRange((byte)1, (byte)0x7f);
        return strange < 0 ? rest.Length : strange;
    }

    private static (int Pending, byte Low, byte High) Lead(byte b) => b switch
    {
        < 0x80 => (0, 0x80, 0xbf),
        >= 0xc2 and <= 0xdf => (1, 0x80, 0xbf),
        0xe0 => (2, 0xa0, 0xbf),
        0xed => (2, 0x80, 0x9f),
        >= 0xe1 and <= 0xef => (2, 0x80, 0xbf),
        0xf0 => (3, 0x90, 0xbf),
        >= 0xf1 and <= 0xf3 => (3, 0x80, 0xbf),
        0xf4 => (3, 0x80, 0x8f),
        _ => (-1, 0x80, 0xbf),
    };

    private void BadUtf8(long at) =>
        Tell("invalid-utf8", $"the bytes at byte offset {at} are not UTF-8", "UTF-8 text", "Say --encoding windows-1252 (or latin1, utf-16) if that is what the file is");

    /// <summary>One problem of a kind per row is enough.</summary>
    private void Tell(string type, string found, string wanted, string remedy)
    {
        if (!told)
            problems.Add(type, found, ProblemList.Row(row + blanks), wanted, remedy);
        told = true;
    }

    private void Append(ReadOnlySpan<byte> run)
    {
        if (tooLong || (expected >= 0 && fields >= expected))
            return;
        if (length - fieldBegin + run.Length > maxFieldBytes)
        {
            foreach (var b in run)
                Append(b);
            return;
        }

        if (record.Length - length < run.Length)
            Array.Resize(ref record, (int)Math.Min(Math.Max(length * 2L, length + run.Length), Array.MaxLength));
        run.CopyTo(record.AsSpan(length));
        length += run.Length;
    }

    private void Append(byte b)
    {
        if (tooLong || (expected >= 0 && fields >= expected))
            return;
        if (length - fieldBegin >= maxFieldBytes)
        {
            tooLong = true;
            problems.Add("field-too-long", string.Create(CultureInfo.InvariantCulture, $"field {fields + 1} is longer than {maxFieldBytes} bytes"), ProblemList.Row(row + blanks), null, "Look for a quote that is never closed, or raise the limit");
            return;
        }

        if (length == record.Length)
            Array.Resize(ref record, (int)Math.Min(length * 2L, Array.MaxLength));
        record[length++] = b;
    }

    private void EndField()
    {
        fields++;
        tooLong = false;
        if (expected >= 0 && fields > expected)
            return;
        if (fields > MostColumns)
        {
            problems.Add("too-many-columns", $"more than {MostColumns} columns", ProblemList.Row(row), null, "Check the delimiter (--delimiter)");
            problems.ThrowIfAny();
        }

        ends.Add(length);
        fieldBegin = length;
    }

    private void EndRecord()
    {
        if (fields == 0 && length == 0 && !anyQuote && !tooLong)
        {
            blanks++;
            told = false;
            return;
        }

        FlushBlanks();
        EndField();
        if (expected < 0)
        {
            expected = fields;
            layout = layOut(problems.CheckNames([.. Enumerable.Range(0, fields).Select(i => hasHeader ? Encoding.UTF8.GetString(Field(i)) : string.Empty)]));
            if (!hasHeader)
                Write();
        }
        else if (fields == expected)
            Write();
        else
            Ragged(fields);

        row++;
        ends.Clear();
        (length, fieldBegin, fields) = (0, 0, 0);
        (anyQuote, told, tooLong) = (false, false, false);
    }

    /// <summary>Empty lines that turned out not to be the end of the file: null rows of a single column, else ragged.</summary>
    private void FlushBlanks()
    {
        for (; expected > 0 && blanks > 0; blanks--, row++)
        {
            if (expected > 1)
            {
                problems.Add("ragged-row", $"an empty line where {expected} fields were expected", ProblemList.Row(row), null, "Take the empty line out");
                continue;
            }

            ends.Clear();
            ends.Add(0);
            Write();
            ends.Clear();
        }

        blanks = 0;
    }

    private void Ragged(int found) =>
        problems.Add("ragged-row", $"{found} fields found", ProblemList.Row(row), $"{expected} fields", "Quote the fields that hold the delimiter, or check --delimiter");

    private ReadOnlySpan<byte> Field(int i) => record.AsSpan((i == 0 ? 0 : ends[i - 1])..ends[i]);

    private void Write()
    {
        writer.BeginRow();
        for (var i = 0; i < layout!.Count; i++)
            writer.Field(layout.PlaceOf(i, out var constant) is >= 0 and var place ? Unguarded(Field(place)) : constant);
        writer.EndRow();
    }

    private ReadOnlySpan<byte> Unguarded(ReadOnlySpan<byte> field) =>
        unguard && field is [(byte)'\'', _, ..] ? Encoding.UTF8.GetBytes(SafeText.FromCsvCell(Encoding.UTF8.GetString(field))) : field;
}
