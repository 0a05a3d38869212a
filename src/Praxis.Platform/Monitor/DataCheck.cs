using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Learning.Drift;

namespace Praxis.Platform.Monitor;

/// <summary>Compares a dataset with the constraints and statistics of a baseline.</summary>
internal static class DataCheck
{
    /// <summary>The values to count while the dataset is read, for <see cref="Run"/>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> DomainsOf(DataConstraints constraints) =>
        constraints.Features.Where(feature => feature.Domain is not null).DistinctBy(feature => feature.Name).ToDictionary(feature => feature.Name, feature => (IReadOnlySet<string>)feature.Domain!.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Everything that is not as the baseline says, column by column.</summary>
    /// <param name="now">The dataset.</param>
    /// <param name="constraints">What it is held to.</param>
    /// <param name="baseline">What the distributions were; null leaves them out.</param>
    public static IReadOnlyList<ConstraintViolation> Run(DataStatistics now, DataConstraints constraints, DataStatistics? baseline)
    {
        var found = new List<ConstraintViolation>();
        var features = now.Features.ToDictionary(feature => feature.Name, StringComparer.Ordinal);
        foreach (var missing in constraints.Features.Where(feature => !features.ContainsKey(feature.Name)))
            found.Add(Violation("missing_column_check", missing.Name, $"There is no column {SafeText.Line(missing.Name, 80)}; {features.Count} columns are there, the baseline has {constraints.Features.Count}."));
        var known = constraints.Features.Select(feature => feature.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var extra in now.Features.Where(feature => !known.Contains(feature.Name)))
            found.Add(Violation("extra_column_check", extra.Name, $"The baseline has no column {SafeText.Line(extra.Name, 80)}; {features.Count} columns are there, the baseline has {constraints.Features.Count}."));
        foreach (var constraint in constraints.Features)
            if (features.TryGetValue(constraint.Name, out var feature))
                found.AddRange(Of(feature, constraint, constraints, baseline?.Features.FirstOrDefault(own => own.Name == feature.Name)));
        return found;
    }

    private static IEnumerable<ConstraintViolation> Of(FeatureStatistics feature, FeatureConstraints constraint, DataConstraints all, FeatureStatistics? baseline)
    {
        var share = feature.ShareOf(constraint.Type);
        var least = constraint.TypeThreshold ?? all.TypeThreshold;
        if (constraint.Type is InferredType.Integral or InferredType.Fractional && share < least)
            yield return Violation("data_type_check", feature.Name, $"{Percent(share)} of the values are {constraint.Type}, at least {Percent(least)} are expected.");
        if (feature.Completeness < constraint.Completeness)
            yield return Violation("completeness_check", feature.Name, $"{Percent(feature.Completeness)} of the values are there, at least {Percent(constraint.Completeness)} are expected.");
        if (constraint.IsNonNegative && feature.Numbers is { Min: < 0 and var min })
            yield return Violation("non_negative_check", feature.Name, string.Create(CultureInfo.InvariantCulture, $"The least value is {min:R}, none below 0 is expected."));
        if (constraint.Domain is not null && feature is { Known: { } hits, Present: > 0 and var present } && (double)hits / present < all.DomainThreshold)
            yield return Violation("categorical_values_check", feature.Name, $"{Percent((double)hits / present)} of the values are among the {constraint.Domain.Count} known ones, at least {Percent(all.DomainThreshold)} are expected.");
        if (all.ComparesDistributions && baseline is not null && Drift(feature, baseline, all) is { } drift)
            yield return drift;
    }

    private static ConstraintViolation? Drift(FeatureStatistics feature, FeatureStatistics baseline, DataConstraints all)
    {
        double distance, most;
        long n, m;
        if (feature.Numbers is { } numbers && baseline.Numbers is { } before)
        {
            (n, m, most) = (numbers.Sketch.Count, before.Sketch.Count, all.DriftThreshold);
            distance = DistributionDistance.OfNumbers(numbers.Sketch.Weighted(), before.Sketch.Weighted());
        }
        else if (feature.Texts is { } texts && baseline.Texts is { } earlier)
        {
            (n, m, most) = (texts.Sum(text => text.Value), earlier.Sum(text => text.Value), all.CategoricalDriftThreshold);
            distance = DistributionDistance.OfCategories(texts.ToDictionary(StringComparer.Ordinal), earlier.ToDictionary(StringComparer.Ordinal));
        }
        else
        {
            return null;
        }

        if (all.IsRobust)
            distance = DistributionDistance.Robust(distance, n, m);
        return distance > most
            ? Violation("baseline_drift_check", feature.Name, string.Create(CultureInfo.InvariantCulture, $"The distribution is {distance:0.####} away from the baseline's, at most {most:0.####} is expected."))
            : null;
    }

    private static ConstraintViolation Violation(string type, string feature, string description) => new(type, description) { Feature = feature };

    private static string Percent(double share) => (share * 100).ToString("0.####", CultureInfo.InvariantCulture) + " %";
}
