using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary>BiasCheck and QualityCheck steps with the real program.</summary>
public sealed class CheckStepTests
{
    private const string Pipeline = """
        pipeline: checked
        parameters: {data: "dataset://reviews", first: true, c: 1.0}
        steps:
          - {name: Quality, type: QualityCheck, check: data-quality, data: "${data}", group: checked, skip-check: "${first}", register-new-baseline: "${first}", cache: P30D}
          - {name: Bias, type: BiasCheck, check: data-bias, data: "${data}", group: checked, label: Rating, positive: [4, 5], facet: Class Name, skip-check: "${first}", register-new-baseline: "${first}", cache: P30D}
          - {name: Train, type: Training, algorithm: tfidf-logistic-regression, text: Review Text, label: Rating, label-map: "1,2=-1;3=0;4,5=1", hyperparameters: {C: "${c}"}, channels: {train: "${data}"}, cache: P30D}
          - {name: ModelQuality, type: QualityCheck, check: model-quality, data: "${data}", model: "${Train.model}", group: checked, skip-check: "${first}", register-new-baseline: "${first}", fail-on-violation: false}
          - {name: ModelBias, type: BiasCheck, check: model-bias, data: "${data}", model: "${Train.model}", group: checked, label: Rating, positive: 1, facet: Class Name, skip-check: "${first}", register-new-baseline: "${first}", fail-on-violation: false}
          - {name: Explain, type: BiasCheck, check: explainability, data: few.csv, model: "${Train.model}", group: checked, methods: {shap: {num_samples: 50}}, skip-check: "${first}", register-new-baseline: "${first}"}
          - name: Gate
            type: Condition
            if: ${ModelQuality.violations} == 0
            then:
              - {name: Register, type: RegisterModel, group: checked, model: "${Train.model}", checks: [Quality, Bias, ModelQuality, ModelBias, Explain], status: Approved}
        """;

    private static Dictionary<string, JsonNode> Start(PraxisProgram praxis, int code, params string[] arguments)
    {
        var run = praxis.Run(["pipeline", "start", .. arguments, "--json"]);
        Assert.True(run.Code == code, run.Error + run.Output);
        return JsonNode.Parse(run.Output)!["steps"]!.AsArray().ToDictionary(step => step!["name"]!.GetValue<string>(), step => step!);
    }

    private static JsonNode Read(PraxisProgram praxis, JsonNode step, string property)
    {
        var address = step["properties"]![property]!.GetValue<string>();
        return JsonNode.Parse(File.ReadAllText(FileOf(praxis, address)))!;
    }

    private static string FileOf(PraxisProgram praxis, string address)
    {
        var parts = address["artifact://folder/".Length..].Split('/', 2);
        string PathOf(string hash) => praxis[$".praxis/artifacts/{hash[..2]}/{hash[2..]}"];
        var files = JsonNode.Parse(File.ReadAllText(PathOf(parts[0])))!["files"]!.AsArray();
        return PathOf(files.First(file => file!["path"]!.GetValue<string>() == parts[1])!["artifact"]!.GetValue<string>());
    }

    [Fact]
    public void Checks_make_a_baseline_compare_with_it_and_travel_with_the_model()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("sample", "reviews", "--rows", "400", "--out", "r.csv");
        praxis.Run("sample", "reviews", "--rows", "8", "--out", "few.csv");
        praxis.Run("ingest", "r.csv", "--name", "reviews");
        var none = praxis.Run("pipeline", "start", praxis.Write("p.yaml", Pipeline), "--set", "first=false");
        Assert.Equal(2, none.Code);
        Assert.Contains("there is no baseline to compare with", none.Output + none.Error);
        var first = Start(praxis, 0, "checked");
        Assert.All(first.Values, step => Assert.Equal("Succeeded", step["status"]!.GetValue<string>()));

        // The model carries its reports and says what it was trained on.
        var model = JsonNode.Parse(praxis.Run("models", "show", "checked").Output)!;
        Assert.Equal("reviews:1", model["dataset"]!.GetValue<string>());
        foreach (var root in (string[])["modelMetrics", "driftCheckBaselines"])
            Assert.All(
                (JsonNode?[])[model[root]!["modelQuality"]!["statistics"], model[root]!["modelQuality"]!["constraints"], model[root]!["modelDataQuality"]!["statistics"], model[root]!["bias"]!["preTrainingReport"], model[root]!["bias"]!["postTrainingReport"], model[root]!["explainability"]!["report"]],
                report => Assert.Equal(64, report!["artifact"]!.GetValue<string>().Length));

        // The numbers are those of the analysis command.
        praxis.Write("config.json", """{"dataset_type": "text/csv", "label": "Rating", "label_values_or_threshold": [4, 5], "facet": [{"name_or_index": "Class Name"}], "methods": {"pre_training_bias": {"methods": "all"}}}""");
        praxis.Run("analyze", "bias", "r.csv", "--config", "config.json", "--out", "bias");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(praxis["bias/analysis.json"])), Read(praxis, first["Bias"], "CalculatedBaselineConstraints")));
        Assert.NotNull(Read(praxis, first["Explain"], "CalculatedBaselineConstraints")["explanations"]!["kernel_shap"]!["1"]!["global_top_shap_text"]);
        Assert.Equal(400, Read(praxis, first["ModelQuality"], "CalculatedBaselineStatistics")["dataset"]!["item_count"]!.GetValue<int>() + Read(praxis, first["Quality"], "CalculatedBaselineStatistics")["features"]!.AsArray().First(feature => feature!["name"]!.GetValue<string>() == "Review Text")!["string_statistics"]!["common"]!["num_missing"]!.GetValue<int>());

        // Compared with itself nothing is found; the same model with the same reports is the same version.
        var second = Start(praxis, 0, "checked", "--set", "first=false");
        Assert.All(((string[])["Quality", "Bias", "ModelQuality", "ModelBias", "Explain"]).Select(name => second[name]), step => Assert.Equal(0, Read(praxis, step, "ViolationReport")["count"]!.GetValue<int>()));
        Assert.True(Read(praxis, second["Quality"], "ViolationReport")["checked"]!.GetValue<bool>());
        Assert.Equal("checked:1", JsonNode.Parse(praxis.Run("models", "show", "checked").Output)!["id"]!.GetValue<string>());
        Assert.Equal(["Bias", "Quality", "Train"], Start(praxis, 0, "checked", "--set", "first=false").Where(step => step.Value["cacheHit"] is not null).Select(step => step.Key).Order());

        // A worse model: told, and the condition leaves the registration out.
        var worse = Start(praxis, 0, "checked", "--set", "first=false", "--set", "c=0.001");
        Assert.False(worse.ContainsKey("Register"));
        var violations = Read(praxis, worse["ModelQuality"], "ViolationReport")["violations"]!.AsArray();
        Assert.Contains(violations, violation => violation!["metric_name"]!.GetValue<string>() == "accuracy" && violation["constraint_check_type"]!.GetValue<string>() == "LessThanThreshold");

        // Other rows: the step fails, and its report is kept.
        var lines = File.ReadAllLines(praxis["r.csv"]);
        File.WriteAllLines(praxis["odd.csv"], lines.Select((line, i) => i == 0 ? line + ",Extra" : line + ",1"));
        praxis.Run("ingest", "odd.csv", "--name", "odd");
        var odd = Start(praxis, 2, "checked", "--set", "first=false", "--set", "data=dataset://odd");
        Assert.Equal("Failed", odd["Quality"]["status"]!.GetValue<string>());
        Assert.Contains("extra_column_check Extra", odd["Quality"]["failureReason"]!.GetValue<string>());
        var report = odd["Quality"]["metadata"]!["QualityCheck"]!["ViolationReport"]!.GetValue<string>();
        Assert.Equal("Extra", JsonNode.Parse(File.ReadAllText(FileOf(praxis, report)))!["violations"]![0]!["feature_name"]!.GetValue<string>());
        praxis.Run("workspace", "gc", "--grace", "0s");
        Assert.True(File.Exists(FileOf(praxis, report)));
    }

    /// <summary>The bias of the course's own reviews is that of the real Clarify job; facet, label and values as it had them.</summary>
    [Fact]
    public void The_bias_of_the_courses_reviews_is_that_of_the_real_job()
    {
        var expected = JsonNode.Parse(File.ReadAllText(SharedFolder.File("data/reviews/clarify_balanced_analysis.json")))!;
        var rows = SharedFolder.File("data/reviews/clarify_balanced.csv");
        using var praxis = new PraxisProgram();
        praxis.Write("config.json", """{"dataset_type": "text/csv", "label": "sentiment", "label_values_or_threshold": [1], "facet": [{"name_or_index": "product_category"}], "group_variable": "product_category", "methods": {"pre_training_bias": {"methods": ["CI", "DPL", "KL", "JS", "LP", "TVD", "KS"]}}}""");
        var steps = Start(praxis, 0, praxis.Write("p.json", $$"""
            {"Version":"2020-12-01","Metadata":{},"Parameters":[],"Steps":[
             {"Name":"DataBias","Type":"ClarifyCheck","CheckType":"DATA_BIAS","SkipCheck":true,"RegisterNewBaseline":true,
              "Arguments":{"ProcessingResources":{"ClusterConfig":{"InstanceType":"ml.c5.xlarge","InstanceCount":1} },"AppSpecification":{"ImageUri":"x/sagemaker-clarify-processing:1.0"},
               "ProcessingInputs":[{"InputName":"analysis_config","S3Input":{"S3Uri":"config.json","LocalPath":"/opt/ml/processing/input/config"} },{"InputName":"dataset","S3Input":{"S3Uri":"{{rows}}","LocalPath":"/opt/ml/processing/input/data"} }],
               "ProcessingOutputConfig":{"Outputs":[{"OutputName":"analysis_result","S3Output":{"S3Uri":"artifact://x","LocalPath":"/opt/ml/processing/output"} }]} } },
             {"Name":"Again","Type":"ClarifyCheck","CheckType":"DATA_BIAS","SuppliedBaselineConstraints":{"Get":"Steps.DataBias.BaselineUsedForDriftCheckConstraints"},
              "Arguments":{"ProcessingInputs":[{"InputName":"analysis_config","S3Input":{"S3Uri":"config.json"} },{"InputName":"dataset","S3Input":{"S3Uri":"{{rows}}"} }]} }]}
            """));
        Assert.Equal(2, steps.Count);
        var own = Read(praxis, steps["DataBias"], "CalculatedBaselineConstraints");
        var values = Values(expected);
        Assert.Equal(126, values.Count);
        foreach (var (key, value) in Values(own))
            Assert.Equal(values[key], value, 1e-12);
        Assert.Equal(126, Values(own).Count);
    }

    private static Dictionary<string, double> Values(JsonNode analysis) =>
        analysis["pre_training_bias_metrics"]!["facets"]!["product_category"]!.AsArray()
            .SelectMany(value => value!["metrics"]!.AsArray().Select(metric => (Key: string.Create(CultureInfo.InvariantCulture, $"{value["value_or_threshold"]}/{metric!["name"]}"), Value: metric!["value"])))
            .Where(metric => metric.Value is not null).ToDictionary(metric => metric.Key, metric => metric.Value!.GetValue<double>());
}
