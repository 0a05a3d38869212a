using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Data.Tables;
using Praxis.Learning.Bias;

namespace Praxis.Platform.Analyze;

/// <summary>Looks at a dataset as texts with classes.</summary>
public static class Analyzer
{
    /// <summary>Counts classes, categories and words, and measures bias before training.</summary>
    /// <exception cref="UserException">A column or the positive class is unknown.</exception>
    public static DatasetAnalysis Analyze(TableView table, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        var filter = new RowFilter { NotNull = [options.Text, options.Label, .. options.Facet is null ? Array.Empty<string>() : [options.Facet]] };
        var cells = Cells(table, options, filter);
        var rare = options.Facet is null
            ? new Dictionary<string, long>()
            : cells.GroupBy(cell => cell.Facet, StringComparer.Ordinal)
                .Select(group => (group.Key, Rows: group.Sum(cell => cell.Rows)))
                .Where(group => group.Rows <= options.RareFacetRows)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Rows, StringComparer.Ordinal);
        cells = [.. cells.Where(cell => !rare.ContainsKey(cell.Facet))];
        var classRows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var cell in cells)
            classRows[cell.Class] = classRows.GetValueOrDefault(cell.Class) + cell.Rows;
        if (options.Facet is not null)
            filter = filter with { ExcludeColumn = options.Facet, ExcludedValues = [.. rare.Keys] };
        return new DatasetAnalysis
        {
            Rows = classRows.Values.Sum(),
            ClassRows = classRows,
            RareFacets = rare,
            Categories = options.Facet is null ? [] : Categories(cells),
            Words = table.WordCounts(options.Text, WordRule.Lab, filter),
            Bias = options.Facet is null || options.Positive is null ? null : Bias(cells, classRows.Keys, options),
        };
    }

    private readonly record struct Cell(string Facet, string Class, long Rows);

    private static List<Cell> Cells(TableView table, AnalysisOptions options, RowFilter filter)
    {
        var cells = new List<Cell>();
        foreach (var cell in table.Crosstab(options.Facet ?? options.Label, options.Label, filter))
            if (options.ClassOf(cell.Label!) is { } name)
                cells.Add(new Cell(options.Facet is null ? "" : cell.Facet!, name, cell.Rows));
        return cells;
    }

    private static List<CategorySummary> Categories(List<Cell> cells)
    {
        var numbers = cells.Select(cell => cell.Class).Distinct(StringComparer.Ordinal)
            .ToDictionary(name => name, name => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : (double?)null, StringComparer.Ordinal);
        var areNumbers = numbers.Values.All(value => value is not null);
        return [.. cells.GroupBy(cell => cell.Facet, StringComparer.Ordinal)
            .Select(group =>
            {
                var rows = group.Sum(cell => cell.Rows);
                var byClass = group.GroupBy(cell => cell.Class, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Sum(cell => cell.Rows), StringComparer.Ordinal);
                return new CategorySummary(group.Key, rows, byClass, areNumbers ? byClass.Sum(pair => numbers[pair.Key]!.Value * pair.Value) / rows : null);
            })
            .OrderByDescending(category => category.MeanClass ?? category.Rows)
            .ThenBy(category => category.Value, StringComparer.Ordinal)];
    }

    private static BiasReport Bias(List<Cell> cells, SortedDictionary<string, long>.KeyCollection classes, AnalysisOptions options)
    {
        if (!classes.Contains(options.Positive!))
            throw new UserException(new Problem
            {
                Type = "unknown-class",
                Found = $"no row has the class '{SafeText.Line(options.Positive, 60)}'",
                Where = "--positive",
                Expected = "one of " + string.Join(", ", classes.Take(20).Select(name => SafeText.Line(name, 60))),
            });
        var counts = cells.GroupBy(cell => cell.Facet, StringComparer.Ordinal)
            .Select(group => new FacetCount(group.Key, group.Sum(cell => cell.Rows), group.Where(cell => cell.Class == options.Positive).Sum(cell => cell.Rows)))
            .ToList();
        return PretrainingBias.Compute(options.Label, options.Positive!, options.Facet!, counts, 0, 0);
    }
}
