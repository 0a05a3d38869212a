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
}
