using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>The texts that a vectorizer is fitted to, as n-grams of one kind of symbols: first read, then counted, then turned into columns.</summary>
internal sealed class CountedBlock(NgramSymbols kind, NgramOptions options)
{
    private readonly WordTable _symbols = new();
    private readonly WordTable _words = new(); // within words: what stands between blanks
    private readonly NumberBuffer _read = new(); // symbols, or within words the words
    private readonly List<int> _found = [];
    private readonly List<int> _ends = [];
    private int[] _tokens = [];
    private readonly int _shortest = kind == NgramSymbols.Words ? options.MinNgram : options.MinCharacters;
    private readonly int _longest = kind == NgramSymbols.Words ? options.MaxNgram : options.MaxCharacters;
    private List<NgramLevel> _levels = [];
    private int[] _bases = [];
    private int[] _wordGrams = [];
    private int[] _wordGramEnds = [];
    private int[] _columnOf = [];
    private int _firstColumn = -1;

    /// <summary>In how many texts each n-gram occurs, by length; 0 where it is too short to be a feature.</summary>
    public int[] Frequencies { get; private set; } = [];

    /// <summary>About how many bytes counting left behind.</summary>
    public long Dropped => (sizeof(int) * (long)_tokens.Length) + (2L * sizeof(ulong) * Frequencies.Length);

    /// <summary>Takes a normal text.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        _found.Clear();
        SymbolReader.Read(kind, options.Tokenizer, text, kind == NgramSymbols.CharactersWithinWords ? _words : _symbols, true, _found);
        _read.AddRange(CollectionsMarshal.AsSpan(_found));
        _ends.Add(_read.Count);
    }

    /// <summary>Counts all that was read.</summary>
    public void Count(int least, int threads, CancellationToken cancellationToken)
    {
        _tokens = _read.Drain();
        if (kind == NgramSymbols.CharactersWithinWords)
        {
            CountWithinWords(threads, cancellationToken);
            return;
        }

        _levels = NgramCounter.Count(_tokens, [.. _ends], _symbols.Count, _longest, least, threads, cancellationToken);
        SetBases();
        for (var n = _shortest; n <= _longest; n++)
            _levels[n - 1].Frequencies.CopyTo(Frequencies, _bases[n - 1]);
    }

    /// <summary>How often each n-gram occurs in all texts together.</summary>
    public long[] Totals()
    {
        var totals = new long[Frequencies.Length];
        if (kind == NgramSymbols.CharactersWithinWords)
        {
            foreach (var word in _tokens)
            {
                foreach (var gram in GramsOf(word))
                    totals[gram]++;
            }
        }
        else
        {
            for (var n = _shortest; n <= _longest; n++)
            {
                foreach (var id in _levels[n - 1].Ids)
                {
                    if (id >= 0)
                        totals[_bases[n - 1] + id]++;
                }
            }
        }

        return totals;
    }

    /// <summary>How many n-grams a text has at most.</summary>
    public int MostOf(int text)
    {
        var begin = text == 0 ? 0 : _ends[text - 1];
        if (kind != NgramSymbols.CharactersWithinWords)
            return (_ends[text] - begin) * _longest;
        var most = 0;
        for (var at = begin; at < _ends[text]; at++)
            most = checked(most + GramsOf(_tokens[at]).Length);
        return most;
    }

    /// <summary>Writes the columns of a text's n-grams, as often as they occur; gives how many. Only after <see cref="Build"/>.</summary>
    public int Collect(int text, Span<int> found)
    {
        var begin = text == 0 ? 0 : _ends[text - 1];
        var end = _ends[text];
        var count = 0;
        if (kind == NgramSymbols.CharactersWithinWords)
        {
            foreach (var word in _tokens.AsSpan(begin, end - begin))
            {
                foreach (var gram in GramsOf(word))
                {
                    if (_columnOf[gram] >= 0)
                        found[count++] = _columnOf[gram];
                }
            }

            return count;
        }

        for (var n = _shortest; n <= _longest; n++)
        {
            var ids = _levels[n - 1].Ids;
            if (_firstColumn >= 0)
            {
                // All n-grams have columns, one after the other: no table is asked.
                var first = _firstColumn + _bases[n - 1];
                foreach (var id in ids.AsSpan(begin, Math.Max(0, end - n + 1 - begin)))
                    found[count++] = first + id;
                continue;
            }

            var columns = _columnOf.AsSpan(_bases[n - 1]);
            for (var at = begin; at <= end - n; at++)
            {
                if (ids[at] >= 0 && columns[ids[at]] >= 0)
                    found[count++] = columns[ids[at]];
            }
        }

        return count;
    }

    /// <summary>Makes the block that knows the n-grams which have columns, and nothing else.</summary>
    /// <param name="columnOf">The column of each n-gram; -1 for none.</param>
    public NgramBlock Build(int[] columnOf)
    {
        _columnOf = columnOf;
        _firstColumn = kind != NgramSymbols.CharactersWithinWords && _shortest == 1 && !columnOf.Contains(-1) && columnOf.Length > 0 ? columnOf[0] : -1;
        var isNeeded = new bool[_levels.Count][];
        for (var n = _levels.Count - 1; n >= 0; n--)
        {
            isNeeded[n] ??= new bool[_levels[n].Frequencies.Length];
            if (n > 0)
                isNeeded[n - 1] ??= new bool[_levels[n - 1].Frequencies.Length];
            isNeeded[0] ??= new bool[_levels[0].Frequencies.Length];
            for (var id = 0; id < isNeeded[n].Length; id++)
            {
                if (!(isNeeded[n][id] |= columnOf[_bases[n] + id] >= 0) || n == 0)
                    continue;
                isNeeded[n - 1][(int)(_levels[n].Keys[id] >> 32)] = true;
                isNeeded[0][(int)(uint)_levels[n].Keys[id]] = true;
            }
        }

        var symbols = new WordTable();
        var (keys, columns, places) = (new ulong[_levels.Count][], new int[_levels.Count][], new int[_levels.Count][]);
        for (var n = 0; n < _levels.Count; n++)
        {
            var count = isNeeded[n].Count(needed => needed);
            (keys[n], columns[n], places[n]) = (new ulong[n == 0 ? 0 : count], new int[count], new int[isNeeded[n].Length]);
            for (int id = 0, place = 0; id < isNeeded[n].Length; id++)
            {
                if (!isNeeded[n][id])
                    continue;
                if (n == 0)
                    symbols.Add(_symbols[id]);
                else
                    keys[n][place] = PairTable.Key(places[n - 1][(int)(_levels[n].Keys[id] >> 32)], places[0][(int)(uint)_levels[n].Keys[id]]);
                columns[n][place] = columnOf[_bases[n] + id];
                places[n][id] = place++;
            }
        }

        return new NgramBlock(kind, symbols, keys, columns);
    }

    private ReadOnlySpan<int> GramsOf(int word)
    {
        var begin = word == 0 ? 0 : _wordGramEnds[word - 1];
        return _wordGrams.AsSpan(begin, _wordGramEnds[word] - begin);
    }

    // A word's n-grams are found once, however often the texts have it.
    private void CountWithinWords(int threads, CancellationToken cancellationToken)
    {
        var characters = new NumberBuffer();
        var ends = new int[_words.Count];
        for (var word = 0; word < ends.Length; word++)
        {
            _found.Clear();
            SymbolReader.ReadWithinWord(_words[word], _symbols, true, _found);
            characters.AddRange(CollectionsMarshal.AsSpan(_found));
            ends[word] = characters.Count;
        }

        _levels = NgramCounter.Count(characters.Drain(), ends, _symbols.Count, _longest, 1, threads, cancellationToken);
        SetBases();
        var grams = new List<int>();
        _wordGramEnds = new int[ends.Length];
        for (int word = 0, begin = 0; word < ends.Length; begin = ends[word++])
        {
            var length = ends[word] - begin;
            for (var n = Math.Min(_shortest, length); n <= Math.Min(_longest, length); n++)
            {
                for (var at = begin; at <= ends[word] - n; at++)
                    grams.Add(_bases[n - 1] + _levels[n - 1].Ids[at]);
            }

            _wordGramEnds[word] = grams.Count;
        }

        _wordGrams = [.. grams];
        var last = new int[Frequencies.Length];
        for (int text = 0, at = 0; text < _ends.Count; text++)
        {
            for (; at < _ends[text]; at++)
            {
                foreach (var gram in GramsOf(_tokens[at]))
                {
                    if (last[gram] == text + 1)
                        continue;
                    last[gram] = text + 1;
                    Frequencies[gram]++;
                }
            }
        }
    }

    private void SetBases()
    {
        _bases = new int[_levels.Count + 1];
        for (var n = 0; n < _levels.Count; n++)
            _bases[n + 1] = checked(_bases[n] + _levels[n].Frequencies.Length);
        Frequencies = new int[_bases[^1]];
    }
}
