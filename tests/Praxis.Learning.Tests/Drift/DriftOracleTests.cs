using System.Text.Json;
using Praxis.Learning.Drift;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Drift;

/// <summary>Distances are those of Amazon's Deequ.</summary>
public sealed class DriftOracleTests
{
    [Fact]
    public void Every_numeric_case_has_the_distance_of_exact_ranks()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/drift.json")));
        var cases = 0;
        foreach (var test in file.RootElement.GetProperty("cases").EnumerateArray())
        {
            if (!test.GetProperty("expected").TryGetProperty("deequ.numericalDistance(exact ranks)", out var expected))
                continue;
            var (first, second) = (Numbers(test.GetProperty("reference")), Numbers(test.GetProperty("current")));
            var distance = DistributionDistance.OfNumbers(first, second);
            Assert.Equal(expected.GetProperty("linf_simple").GetDouble(), distance, 1e-11);
            Assert.Equal(expected.GetProperty("linf_robust_c1.8").GetDouble(), DistributionDistance.Robust(distance, first.Count, second.Count), 1e-11);
            cases++;
        }

        Assert.Equal(11, cases);
    }

    [Fact]
    public void Categories_have_the_distance_of_its_own_tests()
    {
        using var file = JsonDocument.Parse(File.ReadAllText(SharedFolder.File("oracles/drift.json")));
        var cases = 0;
        foreach (var test in file.RootElement.GetProperty("deequ_unit_tests").EnumerateArray())
        {
            var title = test.GetProperty("title").GetString()!;
            if (!title.Contains("linf", StringComparison.Ordinal) || title.Contains("alpha", StringComparison.Ordinal))
                continue;
            var (first, second) = (Counts(test.GetProperty("sample")), Counts(test.GetProperty("baseline")));
            var distance = DistributionDistance.OfCategories(first, second);
            Assert.Equal(test.GetProperty("expected").GetDouble(), title.Contains("robust", StringComparison.Ordinal) ? DistributionDistance.Robust(distance, first.Values.Sum(), second.Values.Sum()) : distance, 1e-12);
            cases++;
        }

        Assert.Equal(4, cases);
    }

    private static Dictionary<string, long> Counts(JsonElement json) => json.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetInt64());

    // Infinities and gaps are left out, as the cases say.
    private static List<(double Value, long Weight)> Numbers(JsonElement json) =>
        [.. json.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.Number).Select(value => (value.GetDouble(), 1L)).OrderBy(item => item.Item1)];
}
