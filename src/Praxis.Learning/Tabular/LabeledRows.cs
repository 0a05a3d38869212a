using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Tabular;

/// <summary>A channel's rows in memory, their labels numbered in ordinal order.</summary>
internal sealed record LabeledRows(IReadOnlyList<FeatureColumn> Columns, string[] Labels, Instance[] Instances, int[] Classes)
{
    /// <summary>How many labels there may be; each needs its own weights or trees.</summary>
    public const int MostLabels = 1000;

    /// <summary>Reads all rows.</summary>
    /// <exception cref="UserException">There are fewer than two labels or too many, or a row has other columns.</exception>
    public static LabeledRows Read(TrainingContext context, CancellationToken cancellationToken)
    {
        var (instances, names) = (new List<Instance>(), new List<string>());
        foreach (var row in context.Train())
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Instance.CheckColumns(context.Columns);
            instances.Add(row.Instance);
            names.Add(row.Label);
        }

        string[] labels = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            throw new UserException(new Problem
            {
                Type = "too-few-labels",
                Found = names.Count == 0 ? "There are no training rows" : $"All {names.Count} training rows have the label '{SafeText.Line(labels[0], 60)}'",
                Expected = "rows of at least two labels",
            });
        if (labels.Length > MostLabels)
            throw new UserException(new Problem
            {
                Type = "too-many-labels",
                Found = $"the {names.Count:N0} training rows have {labels.Length:N0} labels",
                Expected = $"at most {MostLabels:N0}",
                Remedy = "Check that the label column holds labels, or choose fasttext with loss=hs",
            });
        return new LabeledRows(context.Columns, labels, [.. instances], [.. names.Select(name => Array.BinarySearch(labels, name, StringComparer.Ordinal))]);
    }

    /// <summary>Some of the rows; the labels stay, also those of which no row is left.</summary>
    public LabeledRows Take(IReadOnlyList<int> rows) => this with { Instances = [.. rows.Select(row => Instances[row])], Classes = [.. rows.Select(row => Classes[row])] };
}
