using Praxis.Contracts.Analyze;
using Praxis.Contracts.Evaluate;

namespace Praxis.Learning.Bias;

/// <summary>
/// Reads label, facet, predictions and group as SageMaker Clarify does and computes every bias metric of every asked value. A missing label or prediction is not
/// positive; a missing facet value is on the other side.
/// </summary>
public static class BiasAnalyzer
{
    private const string NoGroup = "No group variable was given.";

    /// <summary>Analyses one facet. What Clarify ends a whole report for is the error of that part.</summary>
    /// <exception cref="ArgumentException">A named column is not there, or the columns have different lengths.</exception>
    /// <exception cref="FormatException">The label cannot be read with the positive values.</exception>
    public static BiasAnalysis Analyze(BiasRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var label = Column(request, request.Label);
        if (request.Columns.Any(column => column.Values.Count != label.Values.Count))
            throw new ArgumentException("The columns have different lengths.", nameof(request));
        var predicted = request.Predicted is { } name ? Column(request, name) : null;
        var labels = ColumnReading.Of(label, request.Positive, predicted);
        var observed = labels.Inside(label);
        var group = request.Group is { } variable ? Column(request, variable) : null;
        var (said, mismatch, predictedNote) = predicted is null ? (null, null, null) : Predictions(label, labels, predicted, request.Positive);
        var (facets, facetError) = Facets(Column(request, request.Facet), request.FacetValues, label.Values.Count);
        var notes = facets.Select(facet => facet.Note).Append(labels.Note).Append(predictedNote).OfType<string>().Distinct().ToList();
        BiasPart Part(string? error, Func<bool[], FacetMetrics> metrics, bool[]? predictions)
        {
            if (error is not null)
                return new BiasPart([], [], error);
            var (all, statistics) = (new List<FacetMetrics>(), new List<FacetStatistics>());
            foreach (var facet in facets)
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.Add(metrics(facet.Inside) with { ValueOrThreshold = facet.Name });
                statistics.Add(Statistics(facet.Name, Count(facet.Inside, true, observed, predictions ?? observed), observed.Length, predictions is not null));
            }

            return new BiasPart(all, statistics);
        }

        return new BiasAnalysis
        {
            Label = label.Name,
            LabelValueOrThreshold = labels.Name,
            Facet = request.Facet,
            PreTraining = Part(facetError, inside => new FacetMetrics("", Pre(inside, observed, group)), null),
            PostTraining = predicted is null ? null : Part(facetError ?? mismatch, inside => new FacetMetrics("", Post(request, inside, observed, said!, group)), said),
            Performance = said is null ? null : BinaryPerformances.Of(label, labels.IsContinuous, predicted!, observed, said),
            Notes = notes,
        };
    }

    private static BiasColumn Column(BiasRequest request, string name) =>
        request.Columns.FirstOrDefault(column => column.Name == name) ?? throw new ArgumentException($"There is no column '{name}'.", nameof(request));

    private static (bool[]? Said, string? Error, string? Note) Predictions(BiasColumn label, ColumnReading labels, BiasColumn predicted, IReadOnlyList<BiasValue> positive)
    {
        ColumnReading reading;
        try
        {
            reading = ColumnReading.Of(predicted, positive, label);
        }
        catch (FormatException error)
        {
            return (null, error.Message, null);
        }

        if (reading.IsContinuous != labels.IsContinuous)
            return (null, $"'{label.Name}' is read as {(labels.IsContinuous ? "numbers with a threshold" : "values")}, '{predicted.Name}' as {(reading.IsContinuous ? "numbers with a threshold" : "values")}", null);
        var said = reading.Inside(predicted);
        return said.Contains(true) ? (said, null, reading.Note) : (null, "no prediction is positive", reading.Note);
    }

    private static (List<(string Name, bool[] Inside, string? Note)> Facets, string? Error) Facets(BiasColumn column, IReadOnlyList<BiasValue>? asked, int rows)
    {
        try
        {
            if (asked is not null)
            {
                var reading = ColumnReading.Of(column, asked);
                return ([(reading.Name, reading.Inside(column), reading.Note)], null);
            }

            // Any value tells whether the column is one of numbers with a threshold.
            var values = column.Distinct();
            if (values.Count == 0)
                return ([], $"'{column.Name}' has no value");
            if (column.Type == BiasColumnType.Real || ColumnReading.Of(column, [values[0]]).IsContinuous)
                return ([], $"'{column.Name}' holds numbers: name a threshold");
            var places = values.Select((value, place) => (value, place)).ToDictionary(pair => pair.value, pair => pair.place);
            var sides = values.Select(_ => new bool[rows]).ToArray();
            for (var row = 0; row < rows; row++)
                if (column.Values[row] is { } value)
                    sides[places[value]][row] = true;
            return ([.. values.Select((value, place) => (value.ToString(), sides[place], (string?)null))], null);
        }
        catch (FormatException error)
        {
            return ([], error.Message);
        }
    }

    private static IReadOnlyList<BiasMetric> Pre(bool[] inside, bool[] observed, BiasColumn? group)
    {
        var (strata, error) = Strata(inside, observed, group);
        var d = Count(inside, true, observed, observed);
        var a = Count(inside, false, observed, observed);
        var disparity = strata is null || d.Rows == 0 || a.Rows == 0 ? null : ConditionalDisparity.Compute(strata);
        return PretrainingBias.MetricsOf(new FacetCount("", d.Rows, d.Positive), new FacetCount("", a.Rows, a.Positive), disparity, error ?? "One side is empty, or all labels have the same outcome.");
    }

    private static IReadOnlyList<BiasMetric> Post(BiasRequest request, bool[] inside, bool[] observed, bool[] said, BiasColumn? group)
    {
        var (strata, error) = Strata(inside, said, group);
        var (flip, flipError) = FlipFeatures.Compute(request, inside, said);
        return PosttrainingBias.Metrics(Count(inside, true, observed, said), Count(inside, false, observed, said), strata, flip, error, flipError);
    }

    private static OutcomeCounts Count(bool[] inside, bool side, bool[] observed, bool[] predicted)
    {
        long tp = 0, fp = 0, fn = 0, tn = 0;
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] != side)
                continue;
            if (predicted[i])
                _ = observed[i] ? tp++ : fp++;
            else
                _ = observed[i] ? fn++ : tn++;
        }

        return new OutcomeCounts(tp, fp, fn, tn);
    }

    private static (IReadOnlyList<StratumCount>? Strata, string? Error) Strata(bool[] inside, bool[] outcome, BiasColumn? group)
    {
        if (group is null)
            return (null, NoGroup);
        if (group.Values.Contains(null))
            return (null, $"'{group.Name}' lacks values.");
        var strata = new Dictionary<BiasValue, (long FacetPositive, long FacetNegative, long OtherPositive, long OtherNegative)>();
        for (var i = 0; i < inside.Length; i++)
        {
            var own = strata.GetValueOrDefault(group.Values[i]!.Value);
            strata[group.Values[i]!.Value] = (inside[i], outcome[i]) switch
            {
                (true, true) => own with { FacetPositive = own.FacetPositive + 1 },
                (true, false) => own with { FacetNegative = own.FacetNegative + 1 },
                (false, true) => own with { OtherPositive = own.OtherPositive + 1 },
                _ => own with { OtherNegative = own.OtherNegative + 1 },
            };
        }

        return ([.. strata.Values.Select(own => new StratumCount(own.FacetPositive, own.FacetNegative, own.OtherPositive, own.OtherNegative))], null);
    }

    private static FacetStatistics Statistics(string name, OutcomeCounts d, int rows, bool hasPredictions)
    {
        double Share(long part) => d.Rows == 0 ? 0 : (double)part / d.Rows;
        return new FacetStatistics(
            name,
            d.Rows,
            rows == 0 ? 0 : (double)d.Rows / rows,
            [Share(d.Positive), 1 - Share(d.Positive)],
            hasPredictions ? [Share(d.TruePositives), Share(d.FalsePositives), Share(d.FalseNegatives), Share(d.TrueNegatives)] : null);
    }
}
