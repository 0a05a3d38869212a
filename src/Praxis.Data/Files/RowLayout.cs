using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Files;

/// <summary>Which field of one file's rows goes to which column of the table; the file's folders give the rest.</summary>
internal sealed class RowLayout
{
    private readonly int[] places;
    private readonly byte[][] constants;

    private RowLayout(int[] places, byte[][] constants) => (this.places, this.constants) = (places, constants);

    /// <summary>Columns of the table.</summary>
    public int Count => places.Length;

    /// <summary>The table's columns as the first file gives them.</summary>
    public static string[] ColumnsOf(IReadOnlyList<string> names, SourceFile source, ProblemList problems) =>
        problems.CheckNames([.. names, .. source.Partitions.Select(partition => partition.Key)]);

    /// <summary>Finds each column of the table among a file's names; what is missing or too much is a problem.</summary>
    public static RowLayout Of(IReadOnlyList<string> columns, IReadOnlyList<string> names, SourceFile source, bool union, ProblemList problems)
    {
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
            known.TryAdd(names[i], i);
        var places = new int[columns.Count];
        var constants = new byte[columns.Count][];
        for (var i = 0; i < columns.Count; i++)
        {
            constants[i] = [];
            if (known.Remove(columns[i], out places[i]))
                continue;
            places[i] = -1;
            var partition = source.Partitions.FirstOrDefault(one => string.Equals(one.Key, columns[i], StringComparison.OrdinalIgnoreCase));
            if (partition.Key is not null)
                constants[i] = Encoding.UTF8.GetBytes(partition.Value ?? "");
            else if (!union)
                problems.Add("missing-column", $"there is no column '{SafeText.Line(columns[i], 80)}'", "header row", "the columns of the table's first file, in any order", NearestName.Suggestion(columns[i], names) ?? "Say --union if its rows have no value there");
        }

        foreach (var name in known.Keys)
            problems.Add("unknown-column", $"the column '{SafeText.Line(name, 80)}' is not one of the table's", "header row", "one of " + string.Join(", ", columns.Take(20).Select(one => SafeText.Line(one, 80))), NearestName.Suggestion(name, columns) ?? "Register the files apart, or name the one with all columns first and say --union");
        problems.ThrowIfAny();
        return new RowLayout(places, constants);
    }

    /// <summary>The field of a column: its place in the file, or -1 and the value that every row has.</summary>
    public int PlaceOf(int column, out ReadOnlySpan<byte> constant)
    {
        constant = constants[column];
        return places[column];
    }
}
