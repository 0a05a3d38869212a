using System.Globalization;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;
using Praxis.Learning.Text;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>The rows that models are fitted on: columns as features, the target as classes or numbers.</summary>
internal sealed class ModelSample
{
    private const int TextTerms = 100;
    private const int MostClasses = 100;

    private ModelSample(int[] places, IReadOnlyList<long> rows, ProbeTarget? target, IReadOnlyList<string> labels, IReadOnlyList<FeatureBlock> blocks) =>
        (Places, Rows, Target, Labels, Blocks) = (places, rows, target, labels, blocks);

    /// <summary>The places of its rows among those sampled.</summary>
    public int[] Places { get; }

    /// <summary>The numbers of its rows.</summary>
    public IReadOnlyList<long> Rows { get; }

    /// <summary>The answers; null where there is no target, or none that a model could learn.</summary>
    public ProbeTarget? Target { get; }

    /// <summary>The classes' names.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>The columns but the target, those without a meaning left out.</summary>
    public IReadOnlyList<FeatureBlock> Blocks { get; }

    public static ModelSample Of(SampledRows sampled, TargetSummary? summary, int most, CancellationToken cancellationToken)
    {
        var target = summary?.Kind is null ? null : sampled.Columns.First(column => column.Name == summary.Column);
        var labels = summary is { Kind: TargetKind.Binary or TargetKind.Multiclass } ? [.. summary.Classes.Take(MostClasses).Select(value => Label(target!, value.Value)).Distinct(StringComparer.Ordinal)] : Array.Empty<string>();
        var codes = labels.Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        var known = Enumerable.Range(0, sampled.Rows.Count).Where(row => target is null || (summary!.Kind == TargetKind.Regression ? NumberAt(target, row) is not null : LabelAt(target, row) is { } label && codes.ContainsKey(label))).ToArray();
        int[] places = known.Length <= most ? known : [.. Enumerable.Range(0, most).Select(i => known[(long)i * known.Length / most])];
        ProbeTarget? answers = null;
        if (target is not null)
            answers = new ProbeTarget(summary!.Kind!.Value, Array.ConvertAll(places, row => summary.Kind == TargetKind.Regression ? (float)NumberAt(target, row)!.Value : codes[LabelAt(target, row)!]), labels.Length);
        var blocks = new List<FeatureBlock>();
        foreach (var column in sampled.Columns.Where(column => column != target && column.Statistics.Distinct > 1 && !ColumnFindings.IsId(column.Statistics)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            blocks.Add(Encode(column, places, cancellationToken));
        }

        return new ModelSample(places, [.. places.Select(place => sampled.Rows[place])], answers, labels, blocks);
    }

    /// <summary>The ordinal of each text by the order of all of them; -1 where there is none.</summary>
    public static int[] Codes(SampledColumn column, int[] places)
    {
        var order = places.Select(place => column.Texts[place]).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return Array.ConvertAll(places, place => column.Texts[place] is { } text ? order[text] : -1);
    }

    private static FeatureBlock Encode(SampledColumn column, int[] places, CancellationToken cancellationToken)
    {
        switch (column.Kind)
        {
            case ColumnKind.Numeric:
                return new FeatureBlock(column.Name, 1, Array.ConvertAll(places, place => (float)column.Numbers[place]));
            case ColumnKind.DateTime:
                return new FeatureBlock(column.Name, 5, [.. places.SelectMany(place => DateParts(column.Texts[place]))]);
            case ColumnKind.Text:
                NgramVectorizer.Fit(places.Select(place => column.Texts[place] ?? ""), new NgramOptions { MaxNgram = 1, MaxFeatures = TextTerms, MinDocumentFrequency = 2 }, out var rows, 1, cancellationToken);
                var values = new float[places.Length * Math.Max(1, rows.ColumnCount)];
                for (var row = 0; row < rows.RowCount; row++)
                    for (var i = 0; i < rows.Indices(row).Length; i++)
                        values[row * rows.ColumnCount + rows.Indices(row)[i]] = rows.Values(row)[i];
                return new FeatureBlock(column.Name, Math.Max(1, rows.ColumnCount), values);
            default:
                return new FeatureBlock(column.Name, 1, Array.ConvertAll(Codes(column, places), code => code < 0 ? float.NaN : code));
        }
    }

    private static float[] DateParts(string? text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
        ? [date.Year, date.Month, date.Day, (int)date.DayOfWeek, date.Hour]
        : [float.NaN, float.NaN, float.NaN, float.NaN, float.NaN];

    private static double? NumberAt(SampledColumn column, int row) => column.Kind == ColumnKind.Numeric ? double.IsNaN(column.Numbers[row]) ? null : column.Numbers[row]
        : double.TryParse(column.Texts[row], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static string? LabelAt(SampledColumn column, int row) => column.Kind == ColumnKind.Numeric ? double.IsNaN(column.Numbers[row]) ? null : column.Numbers[row].ToString("R", CultureInfo.InvariantCulture) : column.Texts[row];

    // Numbers are classes by their value, however they are written.
    private static string Label(SampledColumn column, string written) => column.Kind == ColumnKind.Numeric && double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : written;
}
