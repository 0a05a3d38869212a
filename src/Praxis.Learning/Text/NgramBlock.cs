using System.Runtime.InteropServices;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Text;

/// <summary>The n-grams of one kind of symbols that are features, and those that lead to them. Immutable once made; safe for use by many threads at once.</summary>
internal sealed class NgramBlock
{
    private readonly WordTable _symbols;
    private readonly ulong[][] _keys; // by length less 1; none for single symbols
    private readonly int[][] _columns; // by length less 1; -1 is no feature
    private readonly Lazy<PairTable[]> _tables;

    public NgramBlock(NgramSymbols kind, WordTable symbols, ulong[][] keys, int[][] columns)
    {
        Kind = kind;
        _symbols = symbols;
        _keys = keys;
        _columns = columns;
        // Needed for new texts only; a training that ends with the model's file spares it.
        _tables = new(() => [.. _keys.Select(level =>
        {
            var table = new PairTable(level.Length);
            foreach (var key in level)
                table.Add(key);
            return table;
        })]);
    }

    public NgramSymbols Kind { get; }

    /// <summary>Adds the columns of a normal text's n-grams, as often as they occur.</summary>
    public void Collect(NgramOptions options, ReadOnlySpan<char> text, List<int> symbols, List<int> found)
    {
        symbols.Clear();
        if (Kind != NgramSymbols.CharactersWithinWords)
        {
            SymbolReader.Read(Kind, options.Tokenizer, text, _symbols, false, symbols);
            Collect(CollectionsMarshal.AsSpan(symbols), found);
            return;
        }

        var position = 0;
        while (TextTokenizer.TryNext(TextTokenizerKind.Whitespace, text, ref position, out var word))
        {
            symbols.Clear();
            SymbolReader.ReadWithinWord(word, _symbols, false, symbols);
            Collect(CollectionsMarshal.AsSpan(symbols), found);
        }
    }

    /// <summary>Writes the names of the block's features, each into its column.</summary>
    public void Name(string[] names)
    {
        string[] shorter = [];
        for (var n = 0; n < _columns.Length; n++)
        {
            var own = new string[_columns[n].Length];
            for (var id = 0; id < own.Length; id++)
            {
                own[id] = n == 0 ? _symbols[id].ToString()
                    : string.Concat(shorter[(int)(_keys[n][id] >> 32)], Kind == NgramSymbols.Words ? " " : "", _symbols[(int)(uint)_keys[n][id]]);
                if (_columns[n][id] >= 0)
                    names[_columns[n][id]] = own[id];
            }

            shorter = own;
        }
    }

    public void Save(ByteWriter writer)
    {
        writer.Write((int)Kind);
        writer.Write(_columns.Length);
        writer.Write(_symbols.Count);
        for (var id = 0; id < _symbols.Count; id++)
            writer.Write(_symbols[id].ToString());
        for (var n = 0; n < _columns.Length; n++)
        {
            writer.Write(_columns[n].Length);
            writer.Write<ulong>(_keys[n]);
            writer.Write<int>(_columns[n]);
        }
    }

    /// <exception cref="FormatException">The bytes are no block, or one with columns of its own twice or out of range.</exception>
    public static NgramBlock Load(ref ByteReader reader, bool[] isTaken)
    {
        var kind = (NgramSymbols)reader.Number(0, (int)NgramSymbols.CharactersWithinWords);
        var levels = reader.Number(1, NgramVectorizer.LongestNgram);
        var symbols = new WordTable();
        for (var count = reader.Count(4); count > 0; count--)
        {
            var before = symbols.Count;
            if (symbols.Add(reader.Text()) != before)
                throw new FormatException("a symbol stands there twice");
        }

        var (keys, columns) = (new ulong[levels][], new int[levels][]);
        for (var n = 0; n < levels; n++)
        {
            var count = n == 0 ? reader.Number(symbols.Count, symbols.Count) : reader.Count(sizeof(ulong) + sizeof(int));
            keys[n] = reader.Read<ulong>(n == 0 ? 0 : count).ToArray();
            columns[n] = reader.Read<int>(count).ToArray();
            foreach (var key in keys[n])
            {
                if ((key >> 32) >= (ulong)columns[n - 1].Length || (uint)key >= (uint)symbols.Count)
                    throw new FormatException("an n-gram has a part that is not there");
            }

            if (n > 0 && keys[n].Distinct().Count() != count)
                throw new FormatException("an n-gram stands there twice");
            foreach (var column in columns[n])
            {
                if (column < -1 || column >= isTaken.Length || (column >= 0 && isTaken[column]))
                    throw new FormatException("a column is out of range or taken");
                if (column >= 0)
                    isTaken[column] = true;
            }
        }

        return new NgramBlock(kind, symbols, keys, columns);
    }

    private void Collect(ReadOnlySpan<int> symbols, List<int> found)
    {
        var longest = _columns.Length;
        var tables = longest > 1 ? _tables.Value : [];
        for (var at = 0; at < symbols.Length; at++)
        {
            var id = symbols[at];
            for (var n = 1; id >= 0; n++)
            {
                if (_columns[n - 1][id] is >= 0 and var column)
                    found.Add(column);
                if (n == longest || at + n == symbols.Length || symbols[at + n] < 0)
                    break;
                id = tables[n].Find(PairTable.Key(id, symbols[at + n]));
            }
        }
    }
}
