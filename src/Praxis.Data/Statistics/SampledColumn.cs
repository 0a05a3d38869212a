using DuckDB.NET.Data;

namespace Praxis.Data.Statistics;

/// <summary>A column of some rows: numbers where its kind is numeric, else texts.</summary>
public sealed class SampledColumn
{
    private readonly List<double> numbers = [];
    private readonly List<string?> texts = [];
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);

    internal SampledColumn(ColumnStatistics statistics) => Statistics = statistics;

    /// <summary>What the whole column holds.</summary>
    public ColumnStatistics Statistics { get; }

    /// <summary>Its name.</summary>
    public string Name => Statistics.Name;

    /// <summary>What it is for a model.</summary>
    public ColumnKind Kind => Statistics.Kind;

    /// <summary>The numbers by row, NaN where there is none; empty where the kind is not numeric.</summary>
    public IReadOnlyList<double> Numbers => numbers;

    /// <summary>The texts by row, null where there is none; empty where the kind is numeric.</summary>
    public IReadOnlyList<string?> Texts => texts;

    // Values of categories are kept once.
    internal void Read(DuckDBDataReader reader, int place)
    {
        if (Kind == ColumnKind.Numeric)
        {
            numbers.Add(reader.IsDBNull(place) ? double.NaN : reader.GetDouble(place));
            return;
        }

        var text = reader.IsDBNull(place) ? null : reader.GetString(place);
        if (text is not null && Kind is ColumnKind.Binary or ColumnKind.Categorical)
            text = known.TryGetValue(text!, out var own) ? own : known[text!] = text!;
        texts.Add(text);
    }
}
