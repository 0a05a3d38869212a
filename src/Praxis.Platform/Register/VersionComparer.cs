using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Register;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Register;

/// <summary>Compares two versions: their figures, whether chance explains the difference, and what they were made with.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class VersionComparer(Workspace workspace)
{
    /// <summary>The comparison.</summary>
    public VersionComparison Compare(ModelVersion first, ModelVersion second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (long Rows, double Before, double Now, double PValue)? common = first.PredictionsArtifact.Length > 0 && second.PredictionsArtifact.Length > 0 ? new Evaluations(workspace).Compare(first.PredictionsArtifact, second.PredictionsArtifact) : null;
        if (common is { Rows: 0 })
            common = null;
        return new VersionComparison
        {
            First = first.Id,
            Second = second.Id,
            Verdict = Verdict(first, second, common),
            Figures =
            [
                Figure("accuracy", own => new Estimate(own.Accuracy, own.AccuracyInterval)),
                Figure("balanced accuracy", own => new Estimate(own.BalancedAccuracy, own.BalancedAccuracyInterval)),
                Figure("macro F1", own => new Estimate(own.Macro.F1, own.MacroF1Interval)),
                Figure("log loss", own => new Estimate(own.LogLoss, null)),
            ],
            CommonRows = common?.Rows ?? 0,
            FirstCommonAccuracy = common?.Before,
            SecondCommonAccuracy = common?.Now,
            PValue = common?.PValue,
            Differences = [.. Differences(first, second)],
        };

        VersionFigure Figure(string name, Func<Evaluation, Estimate> of) => new(name, first.Evaluation is { } a ? of(a) : default, second.Evaluation is { } b ? of(b) : default);
    }

    private static string Verdict(ModelVersion first, ModelVersion second, (long Rows, double Before, double Now, double PValue)? common)
    {
        if (first.Artifact == second.Artifact)
            return $"{first.Id} and {second.Id} are the same bytes.";
        if (common is not var (rows, before, now, p))
            return $"{first.Id} and {second.Id} were not judged on a common row; praxis evaluate {second.Id} FILE --against {first.Id} compares them on a file.";
        var gap = ((now - before) * 100).ToString("0.0;0.0;0.0", CultureInfo.InvariantCulture);
        return $"{second.Id} is right {gap} points {(now >= before ? "more" : "less")} often than {first.Id} on {rows.ToString("N0", CultureInfo.InvariantCulture)} common rows; {(p < 0.05 ? "chance alone does not explain that" : "chance may explain that")} (McNemar, p {(p < 0.001 ? "< 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture))}).";
    }

    private static IEnumerable<VersionDifference> Differences(ModelVersion first, ModelVersion second)
    {
        (string, string?, string?)[] all =
        [
            ("algorithm", first.Algorithm, second.Algorithm), ("dataset", first.Dataset, second.Dataset), ("status", first.Status.ToString(), second.Status.ToString()), ("stage", first.ModelLifeCycle?.Stage, second.ModelLifeCycle?.Stage),
            ("model", first.Artifact[..12], second.Artifact[..12]),
            ("input columns", Columns(first.InferenceSpecification?.Input), Columns(second.InferenceSpecification?.Input)), ("output columns", Columns(first.InferenceSpecification?.Output), Columns(second.InferenceSpecification?.Output)),
            ("content types", string.Join(", ", first.InferenceSpecification?.SupportedContentTypes ?? []), string.Join(", ", second.InferenceSpecification?.SupportedContentTypes ?? [])),
            .. first.Settings.Keys.Union(second.Settings.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Where(key => key != "algorithm").Select(key => (key, first.Settings.GetValueOrDefault(key), second.Settings.GetValueOrDefault(key))),
        ];
        return all.Where(pair => pair.Item2 != pair.Item3).Select(pair => new VersionDifference(pair.Item1, pair.Item2, pair.Item3));
    }

    private static string? Columns(IReadOnlyList<InferenceColumn>? columns) => columns is null ? null : string.Join(", ", columns.Select(column => $"{column.Name} {column.Type}"));
}
