using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Tables;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Evaluate;

/// <summary>Asks models about every row of a table; texts are not held.</summary>
public static class TableScorer
{
    private const int Batch = 2048;

    /// <summary>Scores the rows that have a text and a label.</summary>
    /// <param name="table">The table.</param>
    /// <param name="options">Its columns.</param>
    /// <param name="models">The models; the first decides the order of the classes.</param>
    /// <param name="progress">Told the rows done.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    /// <exception cref="UserException">A column is not there, no row is left, or no label is one of the first model's.</exception>
    public static ScoredRows Score(TableView table, ScoringOptions options, IReadOnlyList<ITextClassifier> models, Action<long>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(models);
        var map = options.LabelMap is null ? null : LabelMap.Parse(options.LabelMap);
        var labels = new LabelIndex(models);
        var facets = options.Facets.Select(_ => new List<string?>()).ToArray();
        var looked = models.Select(model => ModelColumns.NamesOf(model, options.Text)).ToList();
        string[] columns = [options.Label, .. options.Facets, .. looked.SelectMany(names => names).Distinct(StringComparer.Ordinal)];
        int[][] places = [.. looked.Select(names => names.Select(name => Array.LastIndexOf(columns, name)).ToArray())];
        var (truth, asked) = (new List<int>(), new List<Instance[]>(Batch));
        var said = models.Select(_ => new List<double>()).ToArray();
        long total = 0, missing = 0, unmapped = 0;
        var unknown = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var row in table.ReadColumns(columns))
        {
            total++;
            Instance?[] own = [.. places.Select(places => ModelColumns.InstanceOf(row, places))];
            if (own.Contains(null) || row[0] is not { } value)
            {
                missing++;
                continue;
            }

            if ((map is null ? value : map.Map(value)) is not { } label)
            {
                unmapped++;
                continue;
            }

            var index = labels.Of(label);
            if (index >= models[0].Labels.Count)
                CollectionsMarshal.GetValueRefOrAddDefault(unknown, label, out _)++;
            truth.Add(index);
            for (var i = 0; i < facets.Length; i++)
                facets[i].Add(row[i + 1]);
            asked.Add([.. own.Select(one => one!.Value)]);
            if (asked.Count == Batch)
                Ask();
        }

        Ask();
        if (truth.Count == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = $"no row of {total:N0} has a text and a label that can be used", Expected = "at least one", Remedy = "Check --text, --label and --label-map" });
        if (unknown.Values.Sum() == truth.Count)
            throw new UserException(new Problem
            {
                Type = "unknown-labels",
                Found = $"no label of '{SafeText.Line(options.Label, 60)}' is one that the model says, such as '{SafeText.Line(unknown.First().Key, 40)}'",
                Expected = string.Join(", ", models[0].Labels.Take(20).Select(label => $"'{SafeText.Line(label, 40)}'")),
                Remedy = "Name another column with --label, or map its values with --label-map \"1,2=-1;3=0;4,5=1\"",
            });
        var probabilities = models.Select((model, i) => labels.Spread(model, i, said[i], truth.Count)).ToList();
        return new ScoredRows
        {
            Total = total,
            Missing = missing,
            Unmapped = unmapped,
            Labels = labels.All,
            Unknown = unknown,
            Truth = [.. truth],
            Probabilities = probabilities,
            Predicted = [.. probabilities.Select(own => Best(own, labels.All.Count))],
            Facets = options.Facets.Zip(facets).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => (IReadOnlyList<string?>)pair.Second, StringComparer.Ordinal),
        };

        void Ask()
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var m = 0; m < models.Count; m++)
            {
                var i = m;
                var (model, width, start) = (models[i], models[i].Labels.Count, said[i].Count);
                CollectionsMarshal.SetCount(said[i], start + asked.Count * width);
                var batch = new double[asked.Count * width];
                ModelColumns.ForEachRow(asked.Count, row => model.Predict(asked[row][i], batch.AsSpan(row * width, width)), cancellationToken);
                batch.CopyTo(CollectionsMarshal.AsSpan(said[i])[start..]);
            }

            asked.Clear();
            progress?.Invoke(total);
        }
    }

    // The first of equally probable ones.
    private static int[] Best(double[] probabilities, int width)
    {
        var best = new int[probabilities.Length / width];
        for (var row = 0; row < best.Length; row++)
            for (var k = 1; k < width; k++)
                if (probabilities[row * width + k] > probabilities[row * width + best[row]])
                    best[row] = k;
        return best;
    }
}
