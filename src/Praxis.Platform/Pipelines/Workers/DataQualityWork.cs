using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Platform.Monitor;
using Praxis.Platform.Pipelines.Checks;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>DATA_QUALITY: types, gaps, domains and distributions of the rows.</summary>
internal static class DataQualityWork
{
    public static (IReadOnlyList<(string Name, string Content)> Files, IReadOnlyList<ConstraintViolation> Violations) Run(CheckData data, CheckRequest request, CancellationToken cancellationToken)
    {
        var constraints = request.Compares ? DataJson.ReadConstraints(data.Baseline(CheckTypes.ConstraintsFile(request.Type)) ?? throw Missing()) : null;
        var baseline = request.Compares && data.Baseline(CheckTypes.StatisticsFile) is { } text ? DataJson.ReadStatistics(text) : null;
        using var table = data.Open(CheckData.Reading(request.Settings.GetValueOrDefault("dataset_format")), cancellationToken);
        var statistics = DataProfiler.Run(table, constraints is null ? null : DataCheck.DomainsOf(constraints), cancellationToken);
        return (
            [(CheckTypes.StatisticsFile, DataJson.Write(statistics)), (CheckTypes.ConstraintsFile(request.Type), DataJson.Write(DataConstraints.Of(statistics)))],
            constraints is null ? [] : DataCheck.Run(statistics, constraints, baseline));
    }

    internal static UserException Missing() => new(new Problem { Type = "damaged-baseline", Found = "the baseline has no constraints" });
}
