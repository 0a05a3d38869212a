using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Analyze;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines;

/// <summary>What is wrong with the data, the gravest first, a sentence each with the rows.</summary>
internal static class DataProblems
{
    public static IReadOnlyList<string> Find(DatasetVersion dataset, DatasetAnalysis analysis, PreparedRows rows, ModelEvaluation evaluation, MainJobOptions options)
    {
        var found = new List<(double Weight, string Sentence)>();
        double total = dataset.Rows;
        if (rows.LabelAsTextRows.Count > 0)
            found.Add((3, $"The text is the label itself in some rows ({Rows(rows.LabelAsTextRows)}); what the model learns from them says nothing."));
        if (evaluation.Evaluation.BalancedAccuracy >= 0.995)
            found.Add((2.5, $"The model is almost never wrong (balanced accuracy {F(evaluation.Evaluation.BalancedAccuracy)}): check that '{Name(options.Text)}' does not contain the label."));
        if (rows.ContradictoryRows.Count > 0)
            found.Add((1 + rows.ContradictoryRows.Count / total, $"The same text stands under different labels ({Rows(rows.ContradictoryRows)}); nobody can learn those."));
        if (rows.Unmapped > 0)
            found.Add((1 + rows.Unmapped / total, $"{N(rows.Unmapped)} rows have a label that --label-map does not name; they were left out."));
        if (rows.Missing > 0)
            found.Add((rows.Missing / total, $"{N(rows.Missing)} of {N(dataset.Rows)} rows lack {Lacking(dataset, options)} and were left out ({Rows(rows.MissingRows)})."));
        if (rows.Duplicates > 0)
            found.Add((rows.Duplicates / total, $"{N(rows.Duplicates)} rows repeat an earlier text and label ({Rows(rows.DuplicateRows)}); {(options.Dedupe ? "they were removed" : "--dedupe removes them")}."));
        var (most, least) = (analysis.ClassRows.MaxBy(pair => pair.Value), analysis.ClassRows.MinBy(pair => pair.Value));
        if (most.Value >= 3 * least.Value)
            found.Add((0.02, $"Class '{Name(most.Key)}' has {((double)most.Value / least.Value).ToString("0.#", CultureInfo.InvariantCulture)} times the rows of '{Name(least.Key)}'; {(options.Balance ? "training took equally many of each (--no-balance takes all)" : "training took them as they are")}."));
        foreach (var remark in dataset.Columns.Where(column => column.Remark is not null))
            found.Add((0.03, $"Column '{Name(remark.Name)}': {SafeText.Line(remark.Remark, 200)}."));
        if (rows.RareFacets.Count > 0)
            found.Add((rows.RareFacets.Values.Sum() / total, $"{N(rows.RareFacets.Values.Sum())} row{(rows.RareFacets.Values.Sum() == 1 ? "" : "s")} of {rows.RareFacets.Count} value{(rows.RareFacets.Count == 1 ? "" : "s")} of '{Name(options.Facet!)}' with at most {options.RareFacetRows} rows each were left out ({string.Join(", ", rows.RareFacets.Keys.Take(3).Select(Name))})."));
        foreach (var column in dataset.Columns.Where(column => column is { Distinct: 1, Nulls: 0 }))
            found.Add((0.001, $"Column '{Name(column.Name)}' has one value only."));
        return [.. found.OrderByDescending(problem => problem.Weight).Select(problem => problem.Sentence)];
    }

    private static string Lacking(DatasetVersion dataset, MainJobOptions options)
    {
        var columns = new[] { options.Text, options.Label, options.Facet }
            .Where(name => dataset.Columns.Any(column => column.Name == name && column.Nulls > 0))
            .Select(name => $"'{Name(name!)}'").Distinct().ToList();
        return string.Join(" or ", columns);
    }

    private static string Rows(IReadOnlyList<long> rows) =>
        $"row{(rows.Count == 1 ? "" : "s")} {string.Join(", ", rows.Take(3).Select(row => row.ToString(CultureInfo.InvariantCulture)))}{(rows.Count > 3 ? ", …" : "")}";

    private static string Name(string name) => SafeText.Line(name, 60);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double fraction) => fraction.ToString("0.000", CultureInfo.InvariantCulture);
}
