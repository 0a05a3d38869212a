using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Tests.Pipelines;

public sealed class CheckDefinitionTests
{
    private const string Yaml = """
        pipeline: p
        parameters: {data: d.csv, first: true}
        steps:
          - {name: Train, type: Training, algorithm: linear, text: review_body, label: sentiment, channels: {train: "${data}"}}
          - {name: Quality, type: QualityCheck, check: data-quality, data: "${data}", group: g, skip-check: "${first}", register-new-baseline: "${first}", fail-on-violation: false, cache: P1D}
          - {name: Fair, type: BiasCheck, check: model-bias, data: "${data}", model: "${Train.model}", group: g, label: sentiment, positive: 1, facet: product_category, skip-check: "${first}", register-new-baseline: "${first}"}
          - name: Gate
            type: Condition
            if: ${Quality.violations} == 0
            then:
              - {name: Register, type: RegisterModel, group: g, model: "${Train.model}", checks: [Quality, Fair]}
        """;

    [Fact]
    public void Yaml_and_csharp_and_json_are_one_definition()
    {
        var yaml = PipelineDefinition.ParseYamlOrJson(Yaml);
        var builder = new PipelineBuilder();
        var (data, first) = (builder.Parameter("data", "d.csv"), builder.Parameter("first", true));
        var train = builder.Training("Train", "linear").Text("review_body").Label("sentiment").Channel("train", data);
        var quality = builder.QualityCheck("Quality", "DATA_QUALITY", data, "g").Baseline(first, first, failOnViolation: false).Cache("P1D");
        var fair = builder.BiasCheck("Fair", "MODEL_BIAS", data, """{"dataset_type": "text/csv", "label": "sentiment", "label_values_or_threshold": [1], "facet": [{"name_or_index": "product_category"}]}""", "g", train.Model).Baseline(first, first);
        builder.When("Gate", quality.Violations, "==", 0, then => then.RegisterModel("Register", "g", train.Model).Checks(quality, fair));
        var built = builder.Build();
        Assert.True(JsonNode.DeepEquals(yaml.Json, built.Json), yaml.ToJson() + "\n" + built.ToJson());
        Assert.True(JsonNode.DeepEquals(yaml.Json, PipelineDefinition.Parse(yaml.ToJson()).Json));
        Assert.Equal(["Fair", "Gate", "Quality", "Train"], yaml["Register"].WaitsFor.Order());
        string At(string path) => PropertyPath.Parse(path)!.In(yaml.Json)!.ToJsonString();
        Assert.Equal("""{"Get":"Parameters.first"}""", At("Steps.Quality.SkipCheck"));
        Assert.Equal("""{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.Quality.PropertyFiles.Violations"},"Path":"count"}}""", At("Steps.Gate.Arguments.Conditions[0].LeftValue"));
        Assert.Equal("""{"ContentType":"application/json","S3Uri":{"Get":"Steps.Fair.CalculatedBaselineConstraints"}}""", At("Steps.Gate.Arguments.IfSteps.Register.Arguments.ModelMetrics.Bias.PostTrainingReport"));
        Assert.Equal("""{"ContentType":"application/json","S3Uri":{"Get":"Steps.Quality.BaselineUsedForDriftCheckStatistics"}}""", At("Steps.Gate.Arguments.IfSteps.Register.Arguments.DriftCheckBaselines.ModelDataQuality.Statistics"));
    }

    [Fact]
    public void Checks_and_evaluations_say_what_they_need_of_the_machine()
    {
        var yaml = PipelineDefinition.ParseYamlOrJson("""
            pipeline: p
            steps:
              - {name: Quality, type: QualityCheck, check: data-quality, data: d.csv, group: g, cpus: 2, memory-mb: 512}
              - {name: Judge, type: Evaluate, model: m.json, data: d.csv, cpus: 1}
            """);
        Assert.Equal("""{"InstanceCount":1,"InstanceType":"local","Cpus":2,"MemoryInMB":512}""", PropertyPath.Parse("Steps.Quality.Arguments.ProcessingResources.ClusterConfig")!.In(yaml.Json)!.ToJsonString());
        Assert.Equal("""{"InstanceCount":1,"InstanceType":"local","Cpus":1}""", PropertyPath.Parse("Steps.Judge.Arguments.ProcessingResources.ClusterConfig")!.In(yaml.Json)!.ToJsonString());
    }

    [Fact]
    public void What_SageMakers_own_sdk_writes_is_read()
    {
        var definition = PipelineDefinition.Parse("""
            {"Version":"2020-12-01","Parameters":[],"Steps":[
             {"Name":"DataBias","Type":"ClarifyCheck","CheckType":"DATA_BIAS","ModelPackageGroupName":"g","SkipCheck":true,"RegisterNewBaseline":true,"FailOnViolation":false,"SuppliedBaselineConstraints":"b.json",
              "Arguments":{"ProcessingResources":{"ClusterConfig":{"InstanceType":"ml.c5.xlarge","InstanceCount":1,"VolumeSizeInGB":30}},"AppSpecification":{"ImageUri":"205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0"},"RoleArn":"r",
               "ProcessingInputs":[{"InputName":"analysis_config","AppManaged":false,"S3Input":{"S3Uri":"c.json","LocalPath":"/opt/ml/processing/input/config"}},{"InputName":"dataset","AppManaged":false,"S3Input":{"S3Uri":"d.csv","LocalPath":"/opt/ml/processing/input/data"}}],
               "ProcessingOutputConfig":{"Outputs":[{"OutputName":"analysis_result","AppManaged":false,"S3Output":{"S3Uri":"artifact://x","LocalPath":"/opt/ml/processing/output","S3UploadMode":"EndOfJob"}}]}},"CacheConfig":{"Enabled":true,"ExpireAfter":"P30D"}},
             {"Name":"DataQuality","Type":"QualityCheck","CheckType":"DATA_QUALITY","ModelPackageGroupName":"g","SkipCheck":false,"RegisterNewBaseline":false,"SuppliedBaselineStatistics":"s.json","SuppliedBaselineConstraints":"b.json",
              "Arguments":{"AppSpecification":{"ImageUri":"x"},"Environment":{"dataset_format":"{\"csv\": {\"header\": true}}","output_path":"/opt/ml/processing/output","publish_cloudwatch_metrics":"Disabled","dataset_source":"/opt/ml/processing/input/baseline_dataset_input"},
               "ProcessingInputs":[{"InputName":"baseline_dataset_input","S3Input":{"S3Uri":{"Get":"Steps.DataBias.CalculatedBaselineConstraints"}}}]}}]}
            """);
        Assert.Equal(["DataBias"], definition["DataQuality"].WaitsFor);
    }

    [Theory]
    [InlineData("check: data-quality", "check: data-qualty", "Did you mean 'DATA_QUALITY'?")]
    [InlineData("check: data-quality", "check: data-bias", "no check 'DATA_BIAS' of type QualityCheck")]
    [InlineData("check: data-quality, ", "", "does not say what it checks")]
    [InlineData("check: data-quality", "check: model-quality", "nothing says the predictions")]
    [InlineData("fail-on-violation: false", "fail-on-violation: maybe", "FailOnViolation is \"maybe\"")]
    [InlineData("group: g, skip-check: \"${first}\", register-new-baseline: \"${first}\", fail", "fail", "names no baseline to compare with")]
    [InlineData("data: \"${data}\", group", "group", "no input holds the rows")]
    [InlineData("facet: product_category, ", "", "has no facet")]
    [InlineData("model: \"${Train.model}\", group: g, label", "group: g, label", "nothing says the predictions")]
    [InlineData("positive: 1", "positive: 1, config: {methods: {shap: 3}}", "shap is Number")]
    [InlineData("check: model-bias", "check: explainability, baseline: {constraints: a, statistics: b}", "has no statistics")]
    [InlineData("check: model-bias", "check: model-bias, baseline: {constrants: a}", "a baseline has no 'constrants'")]
    [InlineData("checks: [Quality, Fair]", "checks: [Quality, Train]", "'Train' is no check step")]
    [InlineData("facet: product_category", "facett: product_category", "has no 'facett'")]
    [InlineData("${Quality.violations}", "${Quality.violation}", "has no 'violation'")]
    public void Each_mistake_is_told(string was, string now, string told)
    {
        Assert.Contains(was, Yaml);
        Assert.Contains(told, Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson(Yaml.Replace(was, now, StringComparison.Ordinal))).Message);
    }

    [Fact]
    public void All_mistakes_of_a_check_are_told_at_once()
    {
        var error = Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson("""
            pipeline: p
            steps:
              - {name: A, type: BiasCheck, check: data-bia, data: d.csv, skip-check: 3, register-new-baseline: x}
              - {name: B, type: QualityCheck, check: model-quality, data: d.csv, group: "a b"}
            """));
        Assert.True(error.Problems.Count >= 5, error.Message);
    }
}
