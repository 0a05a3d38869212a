using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Tables;

namespace Praxis.Platform.Evaluate;

/// <summary>The columns of a dataset under the names of the analysis config.</summary>
public sealed class AnalysisTable
{
    private readonly Dictionary<string, List<string?>> columns = new(StringComparer.Ordinal);

    private AnalysisTable(IReadOnlyList<string> names) => Names = names;

    /// <summary>The columns' names, in the file's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => columns.Values.First().Count;

    /// <summary>Reads a whole table; where the config names the columns and the file's first row does too, that row is no data.</summary>
    /// <exception cref="UserException">The config has more or fewer headers than the file has columns.</exception>
    public static AnalysisTable Read(TableView view, IReadOnlyList<string>? headers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (headers is not null && headers.Count != view.Columns.Count)
            throw new UserException(new Problem { Type = "wrong-headers", Found = $"the config has {headers.Count:N0} headers, the file {view.Columns.Count:N0} columns", Where = "headers", Expected = "a header for each column" });
        var table = new AnalysisTable(headers ?? view.Columns);
        foreach (var name in table.Names)
            table.columns[name] = [];
        var isFirst = true;
        foreach (var row in view.ReadColumns(view.Columns))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!(isFirst && headers is not null && row.SequenceEqual(headers)))
                for (var i = 0; i < row.Length; i++)
                    table.columns[table.Names[i]].Add(row[i]);
            isFirst = false;
        }

        return table.Rows > 0 ? table : throw new UserException(new Problem { Type = "no-rows", Found = "the dataset has no row", Expected = "at least one" });
    }

    /// <summary>A column's name from its name or its place from 0.</summary>
    /// <exception cref="UserException">There is no such column.</exception>
    public string Resolve(string nameOrPlace, string where)
    {
        if (columns.ContainsKey(nameOrPlace))
            return nameOrPlace;
        if (int.TryParse(nameOrPlace, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < Names.Count)
            return Names[place];
        throw new UserException(new Problem { Type = "unknown-column", Found = $"there is no column '{SafeText.Line(nameOrPlace, 60)}'", Where = where, Expected = string.Join(", ", Names.Take(40).Select(name => SafeText.Line(name, 60))) });
    }

    /// <summary>A column's cells.</summary>
    public IReadOnlyList<string?> this[string name] => columns[name];

    /// <summary>The table with columns of another file beside its own: row by row, or those rows whose key both have.</summary>
    /// <param name="other">The other file.</param>
    /// <param name="wanted">From the name that a column has there to the name that it gets here.</param>
    /// <param name="key">The column of both that tells which row is which; null goes row by row.</param>
    /// <param name="where">The other file, for messages.</param>
    /// <exception cref="UserException">A column's new name is taken, the numbers of rows differ, a key repeats there, or no row has a counterpart.</exception>
    public AnalysisTable With(AnalysisTable other, IReadOnlyDictionary<string, string> wanted, string? key, string where)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(wanted);
        if (wanted.Values.FirstOrDefault(columns.ContainsKey) is { } taken)
            throw new UserException(new Problem { Type = "column-twice", Found = $"the dataset has a column '{SafeText.Line(taken, 60)}' too", Where = where, Expected = "another name", Remedy = "Name it otherwise in facet_headers" });
        if (key is null && other.Rows != Rows)
            throw new UserException(new Problem { Type = "rows-differ", Found = $"it has {other.Rows:N0} rows, the dataset {Rows:N0}", Where = where, Expected = "a row for each row, in the same order", Remedy = "Name the column that tells which row is which: joinsource_name_or_index" });
        var pairs = key is null ? [.. Enumerable.Range(0, Rows).Select(row => (Own: row, Other: row))] : Pairs(other, key, where);
        var joined = new AnalysisTable([.. Names, .. wanted.Values]);
        foreach (var name in Names)
            joined.columns[name] = [.. pairs.Select(pair => columns[name][pair.Own])];
        foreach (var (there, here) in wanted)
            joined.columns[here] = [.. pairs.Select(pair => other.columns[there][pair.Other])];
        return joined;
    }

    /// <summary>The table with other values in one column, such as the classes that a label map makes of a label.</summary>
    public AnalysisTable With(string column, Func<string, string?> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var mapped = new AnalysisTable(Names);
        foreach (var name in Names)
            mapped.columns[name] = name == column ? [.. columns[name].Select(cell => cell is null ? null : map(cell))] : columns[name];
        return mapped;
    }

    private List<(int Own, int Other)> Pairs(AnalysisTable other, string key, string where)
    {
        var (own, others) = (Resolve(key, "joinsource_name_or_index"), other.Resolve(key, where));
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var row = 0; row < other.Rows; row++)
            if (other.columns[others][row] is { } value && !places.TryAdd(value, row))
                throw new UserException(new Problem { Type = "key-repeats", Found = $"the key '{SafeText.Line(value, 60)}' stands in two rows", Where = where, Expected = "each key once" });
        var pairs = new List<(int, int)>();
        for (var row = 0; row < Rows; row++)
            if (columns[own][row] is { } value && places.TryGetValue(value, out var place))
                pairs.Add((row, place));
        return pairs.Count > 0 ? pairs : throw new UserException(new Problem { Type = "no-rows", Found = $"no row of the dataset has its '{SafeText.Line(own, 60)}' there", Where = where, Expected = "the same keys in both files" });
    }
}
