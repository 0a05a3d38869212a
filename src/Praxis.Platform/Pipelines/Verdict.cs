using System.Globalization;
using Praxis.Contracts.Analyze;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Evaluate;

namespace Praxis.Platform.Pipelines;

/// <summary>The answers of a run as sentences with numbers in them.</summary>
internal static class Verdict
{
    /// <summary>How good the model is, and whether that is more than plain models do.</summary>
    public static string Of(ModelEvaluation model)
    {
        var e = model.Evaluation;
        var (low, high) = (e.BalancedAccuracyInterval.Low, e.BalancedAccuracyInterval.High);
        var plain = model.NaiveBayes.BalancedAccuracy;
        var chance = Chance(model);
        var standing = low > Math.Max(chance, plain) ? "better than guessing and than naive Bayes"
            : low <= chance ? "not told from guessing"
            : e.BalancedAccuracy >= plain ? "better than guessing, not clearly better than naive Bayes"
            : "better than guessing, but naive Bayes does as well";
        return $"Balanced accuracy {F(e.BalancedAccuracy)} ({F(low)} to {F(high)}) on {N(e.Rows)} unseen rows: {standing}.";
    }

    /// <summary>What the model is held against.</summary>
    public static string Beside(ModelEvaluation model) =>
        $"Balanced accuracy of always '{Name(model.MajorityClass)}' {F(Chance(model))}, of naive Bayes on single words {F(model.NaiveBayes.BalancedAccuracy)}. "
        + $"Accuracy of the model {F(model.Evaluation.Accuracy)} ({F(model.Evaluation.AccuracyInterval.Low)} to {F(model.Evaluation.AccuracyInterval.High)}), of always '{Name(model.MajorityClass)}' {F(model.MajorityAccuracy)}.";

    /// <summary>Whether a facet value is treated unlike the rest.</summary>
    public static string? Of(BiasReport? bias)
    {
        if (bias is null)
            return null;
        var worst = bias.Values.FirstOrDefault(value => value.Value == bias.WorstValue);
        if (bias.Answer == BiasAnswer.No || worst is null)
            return $"No: no value of '{Name(bias.Facet)}' is '{Name(bias.Positive)}' more than 5 points more or less often than the rest.";
        var (own, others) = (Share(worst.Positive, worst.Rows), Share(worst.OtherPositive, worst.OtherRows));
        var sides = $"{N(worst.Rows)} rows of '{Name(worst.Value)}' are '{Name(bias.Positive)}' in {P(own)}, all others in {P(others)}";
        return bias.Answer == BiasAnswer.Yes
            ? $"Yes: {sides}; more than chance explains.{Unsure(bias, worst)}"
            : $"Cannot tell: {sides}{(bias.RowsNeeded is { } rows ? $"; about {N(rows)} more rows of it are needed" : "; more rows of it alone would not settle it")}.";

        static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
    }

    /// <summary>A value with a greater gap than the worst that is sure, where there is one.</summary>
    private static string Unsure(BiasReport bias, FacetBias worst)
    {
        var greatest = bias.Values.Where(value => value is { Rows: > 0, OtherRows: > 0 }).MaxBy(Gap);
        return greatest is null || Gap(greatest) <= Gap(worst) ? ""
            : $" '{Name(greatest.Value)}' differs more ({P((double)greatest.Positive / greatest.Rows)}), but its {N(greatest.Rows)} rows are too few to be sure.";

        static double Gap(FacetBias value) => Math.Abs((double)value.Positive / value.Rows - (double)value.OtherPositive / value.OtherRows);
    }

    /// <summary>What changed since the version before, and whether it is more than noise.</summary>
    public static string Of(ModelVersion before, ModelVersion now, Func<(long Rows, double Before, double Now, double PValue)> compare)
    {
        if (before.Artifact == now.Artifact && before.Dataset == now.Dataset)
            return before.Id == now.Id
                ? $"Nothing changed: the same data and settings gave {now.Id} again, to the byte."
                : $"The model is that of {before.Id}, to the byte.";
        var differences = new List<string>();
        if (before.Dataset != now.Dataset)
            differences.Add($"data {before.Dataset} → {now.Dataset}");
        foreach (var name in before.Settings.Keys.Union(now.Settings.Keys).Order(StringComparer.Ordinal))
            if (before.Settings.GetValueOrDefault(name, "–") is var from && now.Settings.GetValueOrDefault(name, "–") is var to && from != to)
                differences.Add($"{Name(name)} {Name(from)} → {Name(to)}");
        var what = differences.Count == 0 ? "" : $" ({string.Join("; ", differences.Take(6))})";
        if (before.Evaluation is not { } old || now.Evaluation is not { } own || !old.Labels.SequenceEqual(own.Labels))
            return $"Since {before.Id}{what}: the classes differ, so the two cannot be compared.";
        var (rows, was, isNow, p) = compare();
        if (rows < 30)
            return $"Since {before.Id}{what}: only {rows} held-out rows are the same, too few to compare.";
        var change = (isNow - was) * 100;
        var verdict = p < 0.05 ? "more than noise" : "no more than noise";
        return string.Create(CultureInfo.InvariantCulture, $"Since {before.Id}{what}: on the {rows:N0} held-out rows that both were asked, accuracy {was:0.000} → {isNow:0.000} ({change:+0.0;-0.0;0.0} points), {verdict} (McNemar p {(p < 0.001 ? "< 0.001" : string.Create(CultureInfo.InvariantCulture, $"= {p:0.000}"))}).");
    }

    private static double Chance(ModelEvaluation model) => 1.0 / model.Evaluation.Classes.Count(score => score.Support > 0);

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Name(string name) => SafeText.Line(name, 60);

    private static string F(double fraction) => fraction.ToString("0.000", CultureInfo.InvariantCulture);

    private static string P(double fraction) => (fraction * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
