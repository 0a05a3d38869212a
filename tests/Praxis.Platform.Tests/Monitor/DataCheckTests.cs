using System.Text;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Monitor;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Monitor;

public sealed class DataCheckTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private int tables;

    public void Dispose() => folder.Dispose();

    private DataStatistics Count(string csv, DataConstraints? constraints = null)
    {
        var scratch = Directory.CreateDirectory(folder[$"t{tables}"]).FullName;
        using var view = TableView.Open(TableReader.Import(folder.Write($"d{tables++}.csv", csv), new ReadOptions(), scratch, CancellationToken.None).TablePath);
        return DataProfiler.Run(view, constraints is null ? null : DataCheck.DomainsOf(constraints), CancellationToken.None);
    }

    private static string Csv(int rows, Func<int, string> line, string header = "age,city,score,note") =>
        new StringBuilder(header + "\n").AppendJoin('\n', Enumerable.Range(0, rows).Select(line)).Append('\n').ToString();

    private static string Usual(int i) => $"{20 + (i % 50)},{(i % 3) switch { 0 => "Rome", 1 => "Oslo", _ => "Bonn" }},{i % 7}.5,text number {i}";

    [Fact]
    public void A_dataset_is_counted_by_the_narrowest_type_of_its_columns()
    {
        var counted = Count(Csv(200, i => i % 50 == 0 ? ",Rome,NaN," : Usual(i)));
        Assert.Equal(200, counted.Rows);
        Assert.Equal([InferredType.Integral, InferredType.String, InferredType.Fractional, InferredType.String], counted.Features.Select(feature => feature.Type));
        Assert.Equal([196L, 200, 196, 196], counted.Features.Select(feature => feature.Present));
        Assert.Equal([4L, 0, 4, 4], counted.Features.Select(feature => feature.Missing));
        Assert.Equal(3, counted.Features[1].Distinct);
        Assert.Equal(0.98, counted.Features[0].Completeness);
        var ages = Enumerable.Range(0, 200).Where(i => i % 50 != 0).Select(i => 20.0 + (i % 50)).ToList();
        var numbers = counted.Features[0].Numbers!;
        Assert.Equal((21, 69, ages.Sum()), (numbers.Min, numbers.Max, numbers.Sum));
        Assert.Equal(ages.Average(), numbers.Mean, 1e-12);
        Assert.Equal(Math.Sqrt(ages.Average(age => (age - ages.Average()) * (age - ages.Average()))), numbers.Deviation, 1e-12);
        Assert.Equal(196, numbers.ToBuckets().Sum(bucket => bucket.Count));
        Assert.Equal(10, numbers.ToBuckets().Count());
    }

    [Fact]
    public void Types_of_odd_columns_are_decided()
    {
        var counted = Count(Csv(100, i => $"{(i < 3 ? "n/a" : i)},{(i == 5 ? "1.5" : i)},,7", "mixed,whole,empty,constant"));
        Assert.Equal([InferredType.Integral, InferredType.Integral, InferredType.Unknown, InferredType.Integral], counted.Features.Select(feature => feature.Type));
        Assert.Equal(100, counted.Features[3].Numbers!.ToBuckets().Last().Count);
        var constraints = DataConstraints.Of(counted);
        Assert.Equal(0.97, constraints.Features[0].TypeThreshold);
        Assert.Null(constraints.Features[3].TypeThreshold);
        Assert.Empty(DataCheck.Run(counted, constraints, counted));
        Assert.Throws<UserException>(() => Count("a,b\n"));
    }

    [Fact]
    public void Files_have_the_form_of_the_model_monitor_and_are_read_back()
    {
        var counted = Count(Csv(300, Usual));
        var (statistics, constraints) = (DataJson.Write(counted), DataJson.Write(DataConstraints.Of(counted)));
        var (json, rules) = (JsonNode.Parse(statistics)!, JsonNode.Parse(constraints)!);
        Assert.Equal(300, json["dataset"]!["item_count"]!.GetValue<long>());
        var age = json["features"]![0]!["numerical_statistics"]!;
        Assert.Equal(300, age["common"]!["num_present"]!.GetValue<long>());
        Assert.Equal(10, age["distribution"]!["kll"]!["buckets"]!.AsArray().Count);
        Assert.Equal(2048, age["distribution"]!["kll"]!["sketch"]!["parameters"]!["k"]!.GetValue<double>());
        Assert.Equal("""{"value":"Rome","count":100}""", json["features"]![1]!["string_statistics"]!["distribution"]!["categorical"]!["buckets"]![0]!.ToJsonString());
        Assert.Equal("""["Bonn","Oslo","Rome"]""", rules["features"]![1]!["string_constraints"]!["domains"]!.ToJsonString());
        Assert.Null(rules["features"]![3]!["string_constraints"]);
        Assert.True(rules["features"]![0]!["num_constraints"]!["is_non_negative"]!.GetValue<bool>());
        Assert.Equal("Robust", rules["monitoring_config"]!["distribution_constraints"]!["comparison_method"]!.GetValue<string>());
        Assert.Equal(constraints, DataJson.Write(DataJson.ReadConstraints(constraints)));
        Assert.Empty(DataCheck.Run(counted, DataJson.ReadConstraints(constraints), DataJson.ReadStatistics(statistics)));
    }

    [Theory]
    [InlineData("{\"features\": 3}")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"features\":[{\"name\":\"a\"}]}")]
    public void What_is_no_baseline_is_refused(string json)
    {
        Assert.Equal("damaged-baseline", Assert.Throws<UserException>(() => DataJson.ReadConstraints(json)).Problems[0].Type);
        Assert.Equal("damaged-baseline", Assert.Throws<UserException>(() => DataJson.ReadStatistics(json)).Problems[0].Type);
    }

    [Theory]
    [InlineData("missing", "missing_column_check", "city")]
    [InlineData("extra", "extra_column_check", "more")]
    [InlineData("type", "data_type_check", "age")]
    [InlineData("gaps", "completeness_check", "age")]
    [InlineData("negative", "non_negative_check", "age")]
    [InlineData("unknown", "categorical_values_check", "city")]
    [InlineData("numbers", "baseline_drift_check", "age")]
    [InlineData("categories", "baseline_drift_check", "city")]
    public void Each_kind_of_violation_is_found(string what, string check, string feature)
    {
        var baseline = Count(Csv(1000, Usual));
        var constraints = DataConstraints.Of(baseline);
        string Line(int i) => (what, i % 20) switch
        {
            ("missing", _) => $"{20 + (i % 50)},{i % 7}.5,text number {i}",
            ("extra", _) => Usual(i) + ",x",
            ("type", 0) => Usual(i).Replace((20 + (i % 50)) + ",", "old,", StringComparison.Ordinal),
            ("gaps", 0) => Usual(i)[2..],
            ("negative", 0) => "-" + Usual(i),
            ("unknown", 0) => Usual(i).Replace("Rome", "Paris", StringComparison.Ordinal),
            ("numbers", _) => $"{20 + (i % 25)},{Usual(i)[3..]}",
            ("categories", _) => Usual(i).Replace("Rome", "Bonn", StringComparison.Ordinal),
            _ => Usual(i),
        };
        var header = what switch { "missing" => "age,score,note", "extra" => "age,city,score,note,more", _ => "age,city,score,note" };
        var found = DataCheck.Run(Count(Csv(1000, Line, header), constraints), constraints, baseline);
        Assert.Equal([(check, feature)], found.Select(violation => (violation.CheckType, violation.Feature!)));
        Assert.DoesNotContain("NaN", found[0].Description);
    }

    [Fact]
    public void Small_samples_of_the_same_rows_raise_no_alarm()
    {
        var baseline = Count(Csv(100, i => $"{i * 37 % 100},x,1.5,t{i}"));
        var small = Count(Csv(25, i => $"{i * 61 % 100},x,1.5,t{i}"));
        Assert.Empty(DataCheck.Run(small, DataConstraints.Of(baseline) with { Features = DataConstraints.Of(baseline).Features }, baseline));
    }
}
