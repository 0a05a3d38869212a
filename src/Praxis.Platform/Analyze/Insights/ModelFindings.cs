using Praxis.Contracts.Analyze;
using Praxis.Data.Statistics;
using Praxis.Learning.Insights;
using Praxis.Learning.Text;

namespace Praxis.Platform.Analyze.Insights;

/// <summary>What small models tell: prediction power of columns, leakage, a quick model of all, anomalous rows, probable label errors.</summary>
internal static class ModelFindings
{
    private const int FewestRows = 100;
    private const int MostPowers = 60;
    private const int MostTerms = 3000;
    private const int MostProbeRows = 5000;
    private const double LearningRate = 0.3;
    private const int Rounds = 50;

    /// <summary>The power of each column, and the model of all; none below 100 rows.</summary>
    public static (IReadOnlyList<ColumnPower> Powers, QuickModel? Model) Probe(ModelSample sample, InsightsQuestion question, CancellationToken cancellationToken)
    {
        if (sample.Target is not { } target || sample.Rows.Count < FewestRows || sample.Blocks.Count == 0)
            return ([], null);
        var blocks = sample.Blocks;
        if (sample.Rows.Count > MostProbeRows)
        {
            int[] kept = [.. Enumerable.Range(0, MostProbeRows).Select(i => (int)((long)i * sample.Rows.Count / MostProbeRows))];
            target = target with { Values = Array.ConvertAll(kept, row => target.Values[row]) };
            blocks = [.. blocks.Select(block => block with { Values = [.. kept.SelectMany(row => block.Values.AsSpan(row * block.Width, block.Width).ToArray())] })];
        }

        // One thread: on so few rows LightGBM's threads wait for one another longer than they work.
        var quick = BoostedProbe.Run(blocks, target, Rounds, LearningRate, question.Seed, 1, cancellationToken);
        var powers = new List<ColumnPower>();
        foreach (var (i, block) in blocks.Index().OrderByDescending(pair => quick?.Gains[pair.Index] ?? 0).Take(MostPowers))
            if (BoostedProbe.Run([block], target, Rounds, LearningRate, question.Seed, 1, cancellationToken) is { } own)
                powers.Add(new ColumnPower(block.Column, own.Metric, own.Score, own.Baseline, own.Power, quick?.Gains[i]));
        return ([.. powers.OrderByDescending(power => power.Power).ThenByDescending(power => power.Importance)], quick is null ? null : new QuickModel(quick.Metric, quick.Score, quick.Baseline, sample.Labels, Confusion(quick, sample.Labels.Count)));
    }

    public static IEnumerable<Insight> OfPowers(IReadOnlyList<ColumnPower> powers, int columns)
    {
        foreach (var power in powers)
        {
            var numbers = new Dictionary<string, double> { ["power"] = power.Power, [power.Metric] = power.Score, ["baseline"] = power.Baseline };
            if (power.Power > 0.95)
                yield return new Insight
                {
                    Kind = "target-leakage",
                    Severity = InsightSeverity.High,
                    Column = power.Column,
                    Finding = $"{Words.Quoted(power.Column)} alone tells the target almost perfectly ({Metric(power.Metric)} {Words.Number(power.Score)})",
                    Harm = "It probably is known only after the answer is, so that a model that learns it fails on new rows" + (columns > 2 ? "; or the task is just easy." : "."),
                    Numbers = numbers,
                    Step = RecipeLine.Columns("drop", [power.Column]),
                };
            else if (power.Power <= 0)
                yield return new Insight
                {
                    Kind = "uninformative",
                    Severity = InsightSeverity.Low,
                    Column = power.Column,
                    Finding = $"{Words.Quoted(power.Column)} alone tells nothing of the target ({Metric(power.Metric)} {Words.Number(power.Score)}, {Words.Number(power.Baseline)} without it)",
                    Harm = "It costs time and may be learned by heart; together with others it may still help.",
                    Numbers = numbers,
                };
        }
    }

    public static Insight? OfModel(QuickModel? model)
    {
        if (model is null || model.Score >= 0.05 + 0.95 * model.Trivial)
            return null;
        var isWorse = model.Score < model.Trivial;
        return new Insight
        {
            Kind = isWorse ? "quick-model-very-low" : "quick-model-low",
            Severity = isWorse ? InsightSeverity.High : InsightSeverity.Medium,
            Finding = $"A quick model of all columns reaches {Metric(model.Metric)} {Words.Number(model.Score)}, {(isWorse ? "less than" : "hardly more than")} the {Words.Number(model.Trivial)} that are had for nothing",
            Harm = "The columns may not tell the target at all, or the rows are too few.",
            Numbers = new Dictionary<string, double> { [model.Metric] = model.Score, ["trivial"] = model.Trivial },
        };
    }

    /// <summary>Rows that stand apart, by numbers, categories and dates; the strangest first.</summary>
    public static Insight? Anomalies(ModelSample sample, SampledRows sampled, InsightsQuestion question, CancellationToken cancellationToken)
    {
        var kinds = sampled.Columns.ToDictionary(column => column.Name, column => column.Kind, StringComparer.Ordinal);
        var blocks = sample.Blocks.Where(block => kinds[block.Column] != ColumnKind.Text).ToList();
        var width = blocks.Sum(block => block.Width);
        if (width == 0 || sample.Rows.Count < FewestRows)
            return null;
        var values = new float[checked(sample.Rows.Count * width)];
        var at = 0;
        foreach (var block in blocks)
            for (var k = 0; k < block.Width; k++, at++)
            {
                var own = Enumerable.Range(0, sample.Rows.Count).Select(row => block.Values[row * block.Width + k]).ToArray();
                var whole = own.Where(value => !float.IsNaN(value)).Order().ToArray();
                var median = whole.Length == 0 ? 0 : whole[whole.Length / 2];
                for (var row = 0; row < own.Length; row++)
                    values[row * width + at] = float.IsNaN(own[row]) ? median : own[row];
            }

        var decisions = IsolationForest.Decide(values, sample.Rows.Count, width, question.Seed, cancellationToken);
        var strange = decisions.Index().Where(pair => pair.Item < 0).OrderBy(pair => pair.Item).ThenBy(pair => pair.Index).ToList();
        return strange.Count == 0 ? null : new Insight
        {
            Kind = "anomalous-rows",
            Severity = InsightSeverity.Low,
            Finding = $"The strangest of {Words.Count(sample.Rows.Count)} rows looked at is row {Words.Count(sample.Rows[strange[0].Index])} (decision {Words.Number(strange[0].Item)}); {Words.Count(strange.Count)} have a decision below 0",
            Harm = "They may be errors, which a model learns, or rare cases, which it should.",
            Numbers = new Dictionary<string, double> { ["rows"] = strange.Count, ["looked_at"] = sample.Rows.Count, ["lowest_decision"] = strange[0].Item },
            RowCount = strange.Count,
            Rows = [.. strange.Take(RowSet.Most).Select(pair => sample.Rows[pair.Index])],
        };
    }

    /// <summary>Rows of classes whose texts speak for another class; and the terms that tell each class.</summary>
    public static (Insight? Insight, IReadOnlyList<ClassTerms> Terms) Labels(ModelSample sample, SampledRows sampled, InsightsQuestion question, CancellationToken cancellationToken)
    {
        var texts = sampled.Columns.Where(column => column.Kind == ColumnKind.Text && column.Name != question.Target && !ColumnFindings.IsId(column.Statistics)).ToList();
        if (texts.Count == 0 || sample.Target is not { Kind: not TargetKind.Regression } target || sample.Rows.Count < FewestRows)
            return (null, []);
        var vectorizer = NgramVectorizer.Fit(sample.Places.Select(place => string.Join('\n', texts.Select(column => column.Texts[place]))), new NgramOptions { MaxNgram = 2, MinDocumentFrequency = 5, MaxFeatures = MostTerms }, out var rows, question.Threads, cancellationToken);
        if (rows.ColumnCount == 0)
            return (null, []);
        var classes = Array.ConvertAll(target.Values, value => (int)value);
        var terms = TellingTerms.Of(rows, classes, target.ClassCount, 15).Index().Select(pair => new ClassTerms(sample.Labels[pair.Index], [.. pair.Item.Select(term => new TellingTerm(vectorizer.Features[term.Feature], term.Texts, term.Score))])).ToList();
        var suspects = LabelErrors.Find(rows, classes, target.ClassCount, question.Seed, question.Threads, cancellationToken);
        if (suspects.Count == 0)
            return (null, terms);
        var first = suspects[0];
        return (new Insight
        {
            Kind = "probable-label-errors",
            Severity = (double)suspects.Count / sample.Rows.Count > 0.05 ? InsightSeverity.Medium : InsightSeverity.Low,
            Column = question.Target,
            Finding = $"The texts of {Words.Count(suspects.Count, "row", "rows")} of {Words.Count(sample.Rows.Count)} looked at speak for another {Words.Quoted(question.Target!)} than they have; the surest is row {Words.Count(sample.Rows[first.Row])}, {Words.Quoted(sample.Labels[first.Given])} that reads like {Words.Quoted(sample.Labels[first.Likely])}",
            Harm = "A model learns wrong labels, and wrong test labels hide how good it is. Look at the first rows before changing any.",
            Numbers = new Dictionary<string, double> { ["rows"] = suspects.Count, ["looked_at"] = sample.Rows.Count, ["share"] = (double)suspects.Count / sample.Rows.Count },
            RowCount = suspects.Count,
            Rows = [.. suspects.Take(RowSet.Most).Select(suspect => sample.Rows[suspect.Row])],
            Examples = [.. suspects.Take(20).Select(suspect => $"row {sample.Rows[suspect.Row]}: {sample.Labels[suspect.Given]} reads like {sample.Labels[suspect.Likely]}")],
        }, terms);
    }

    internal static string Metric(string metric) => metric switch { "r2" => "R²", "auc" => "AUC", _ => metric };

    private static long[,] Confusion(ProbeResult result, int classes)
    {
        var cells = new long[classes, classes];
        if (classes > 0)
            foreach (var (truth, answer) in result.Truth.Zip(result.Answers))
                cells[(int)truth, (int)answer]++;
        return cells;
    }
}
