using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Platform.Pipelines;

/// <summary>Checks that the columns a user named are there and can be what they are named for.</summary>
internal static class ColumnChoice
{
    /// <summary>Tells every column that is not there, with the nearest name, and columns used twice.</summary>
    /// <exception cref="UserException">At least one is wrong.</exception>
    public static void Check(DatasetVersion dataset, MainJobOptions options) => Check(dataset, options.Text, options.Label, options.Facet);

    /// <summary>The same for columns alone.</summary>
    /// <exception cref="UserException">At least one is wrong.</exception>
    public static void Check(DatasetVersion dataset, string text, string label, string? facet = null)
    {
        var problems = new List<Problem>();
        var names = dataset.Columns.Select(column => column.Name).ToList();
        foreach (var (option, name) in new[] { ("--text", (string?)text), ("--label", label), ("--facet", facet) })
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
        }

        if (text == label)
            problems.Add(new Problem { Type = "same-column", Found = $"--text and --label both name '{SafeText.Line(text, 80)}'", Expected = "two columns" });
        if (problems.Count > 0)
            throw new UserException(Fault.Input, problems);
    }
}
