using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Train;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>Checks that the columns a user named are there and can be what they are named for.</summary>
internal static class ColumnChoice
{
    /// <summary>Checks that the algorithm is there and learns from as many columns as are named.</summary>
    /// <exception cref="UserException">It does not.</exception>
    public static void CheckAlgorithm(Trainers trainers, MainJobOptions options) => CheckAlgorithm(trainers, options.Algorithm, [new(options.Text, FeatureKind.Text), .. options.MoreColumns]);

    /// <summary>The same for columns alone.</summary>
    /// <exception cref="UserException">It does not.</exception>
    public static void CheckAlgorithm(Trainers trainers, string algorithm, IReadOnlyList<FeatureColumn> columns)
    {
        if (trainers[algorithm].ReadsColumns || columns.Count <= 1)
            return;
        throw new UserException(new Problem
        {
            Type = "one-column-algorithm",
            Found = $"{algorithm} learns from one text, and {columns.Count} columns are named: {FeatureColumn.Describe(columns)}",
            Expected = "one --text",
            Remedy = trainers.ReadingColumns is { Count: > 0 } others ? $"Choose --algorithm {string.Join(" or ", others)}" : null,
        });
    }

    /// <summary>Tells every column that is not there, with the nearest name, and columns used twice.</summary>
    /// <exception cref="UserException">At least one is wrong.</exception>
    public static void Check(DatasetVersion dataset, MainJobOptions options) => Check(dataset, [new(options.Text, FeatureKind.Text), .. options.MoreColumns], options.Label, options.Facet);

    /// <summary>The same for columns alone, the first of them the text.</summary>
    /// <exception cref="UserException">At least one is wrong.</exception>
    public static void Check(DatasetVersion dataset, IReadOnlyList<FeatureColumn> columns, string? label, string? facet = null)
    {
        var problems = new List<Problem>();
        var names = dataset.Columns.Select(column => column.Name).ToList();
        var looked = columns.Select(column => (Option: "--" + column.Kind.ToString().ToLowerInvariant(), column.Name)).ToList();
        foreach (var (option, name) in looked.Select(column => (column.Option, (string?)column.Name)).Concat([("--label", label), ("--facet", facet)]))
        {
            if (name is null)
                continue;
            var column = dataset.Columns.FirstOrDefault(column => column.Name == name);
            if (column is null)
                problems.Add(new Problem
                {
                    Type = "unknown-column",
                    Found = $"there is no column '{SafeText.Line(name, 80)}' ({option})",
                    Where = SafeText.Line(dataset.SourceName, 120),
                    Expected = "one of " + string.Join(", ", names.Take(40).Select(known => $"'{SafeText.Line(known, 80)}'")),
                    Remedy = NearestName.Suggestion(name, names),
                });
            else if (column.Nulls == dataset.Rows)
                problems.Add(new Problem
                {
                    Type = "empty-column",
                    Found = $"the column '{SafeText.Line(name, 80)}' ({option}) has no value in any of the {dataset.Rows:N0} rows",
                    Where = SafeText.Line(dataset.SourceName, 120),
                    Remedy = $"Name another column with {option}",
                });
            else if (option == "--numeric" && column.Type != ColumnType.Number)
                problems.Add(new Problem
                {
                    Type = "not-numeric",
                    Found = $"the column '{SafeText.Line(name, 80)}' ({option}) holds {column.Type.ToString().ToLowerInvariant()}, not numbers{(column.Remark is null ? "" : $": {SafeText.Line(column.Remark, 200)}")}",
                    Where = SafeText.Line(dataset.SourceName, 120),
                    Remedy = "Name it with --categorical or --text, or say its type with --types",
                });
        }

        foreach (var twice in looked.Concat(label is null ? [] : [(Option: "--label", Name: label)]).GroupBy(column => column.Name, StringComparer.Ordinal).Where(same => same.Count() > 1))
            problems.Add(new Problem { Type = "same-column", Found = $"{string.Join(" and ", twice.Select(column => column.Option))} both name '{SafeText.Line(twice.Key, 80)}'", Expected = "two columns" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }
}
