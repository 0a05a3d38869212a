using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Tests.Pipelines;

public sealed class YamlDefinitionTests
{
    [Fact]
    public void Yaml_becomes_SageMakers_json()
    {
        var definition = PipelineDefinition.ParseYamlOrJson("""
            pipeline: reviews
            parameters:
              data: dataset://reviews
              rate: 1e-5
              gate: {type: Float, default: 0.5}
              mode: {default: "a", enum: [a, b]}
              must: {type: Integer}
            steps:
              - name: Train
                type: Training
                algorithm: fasttext
                text: review_body
                label: sentiment
                hyperparameters: {learning_rate: "${rate}", epochs: 3}
                channels: {train: "${Prepare.train}"}
                metrics: {"validation:loss": "val_loss: ([0-9.]+)"}
                cache: PT1H
                retry: {on: [SageMaker.JOB_INTERNAL_ERROR], interval: 2, attempts: 3}
                timeout: 60
              - name: Prepare
                type: Processing
                run: [sh, -c, "cat ${data}"]
                inputs: {raw: {uri: "${data}", sharded: true}}
                outputs: [train, test]
              - name: Judge
                type: Evaluate
                model: ${Train.model}
                data: ${Prepare.test}
              - name: Gate
                type: Condition
                if: [ "${Judge.accuracy} >= ${gate}", {Type: In, QueryValue: "${mode}", Values: [a]} ]
                then:
                  - {name: Register, type: RegisterModel, group: reviews, model: "${Train.model}", evaluation: "${Judge.metrics}"}
                else:
                  - {name: Stop, type: Fail, message: "only ${Judge.accuracy} of ${Execution.PipelineName}"}
            """);
        string At(string path) => PropertyPath.Parse(path)!.In(definition.Json)!.ToJsonString();
        Assert.Equal("""[{"Name":"data","Type":"String","DefaultValue":"dataset://reviews"},{"Name":"rate","Type":"Float","DefaultValue":1E-05},{"Name":"gate","Type":"Float","DefaultValue":0.5},{"Name":"mode","Type":"String","DefaultValue":"a","EnumValues":["a","b"]},{"Name":"must","Type":"Integer"}]""", At("Parameters"));
        Assert.Equal("""{"learning_rate":{"Get":"Parameters.rate"},"epochs":3,"praxis_text":"review_body","praxis_label":"sentiment"}""", At("Steps.Train.Arguments.HyperParameters"));
        Assert.Equal("""{"Get":"Steps.Prepare.ProcessingOutputConfig.Outputs[\u0027train\u0027].S3Output.S3Uri"}""", At("Steps.Train.Arguments.InputDataConfig.train.DataSource.S3DataSource.S3Uri"));
        Assert.Equal("""{"Enabled":true,"ExpireAfter":"PT1H"}""", At("Steps.Train.CacheConfig"));
        Assert.Equal("""[{"ExceptionType":["SageMaker.JOB_INTERNAL_ERROR"],"IntervalSeconds":2,"MaxAttempts":3}]""", At("Steps.Train.RetryPolicies"));
        Assert.Equal("""{"Std:Join":{"On":"","Values":["cat ",{"Get":"Parameters.data"}]}}""", At("Steps.Prepare.Arguments.AppSpecification.ContainerEntrypoint[2]"));
        Assert.Equal("\"ShardedByS3Key\"", At("Steps.Prepare.Arguments.ProcessingInputs.raw.S3Input.S3DataDistributionType"));
        Assert.Equal("""{"Type":"GreaterThanOrEqualTo","LeftValue":{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.Judge.PropertyFiles.Evaluation"},"Path":"metrics.accuracy.value"}},"RightValue":{"Get":"Parameters.gate"}}""", At("Steps.Gate.Arguments.Conditions[0]"));
        Assert.Equal("""{"Type":"In","QueryValue":{"Get":"Parameters.mode"},"Values":["a"]}""", At("Steps.Gate.Arguments.Conditions[1]"));
        Assert.Equal(["Prepare", "Train"], definition["Judge"].WaitsFor.Order());
        Assert.Equal(["Gate", "Judge"], definition["Stop"].WaitsFor.Order());
        Assert.Equal(["Train", "Judge", "Gate", "Register", "Stop"], definition.StepsFrom("Train"));
    }

    [Theory]
    [InlineData("steps: 3", "there is no list of steps")]
    [InlineData("steps:\n  - name: A\n    type: Processing\n    run: [x]\n    outptus: [y]", "has no 'outptus'")]
    [InlineData("stpes: []\nsteps: []", "Did you mean 'steps'?")]
    [InlineData("steps:\n  - name: A\n    type: Training\n    algorithm: fasttext\n    channels: {train: \"${B.x}\"}", "refers to the step 'B'")]
    [InlineData("parameters: {rate: 1}\nsteps:\n  - name: A\n    type: Fail\n    message: ${rat}", "Did you mean 'rate'?")]
    [InlineData("steps:\n  - name: A\n    type: Condition\n    if: one or two", "this is no condition")]
    [InlineData("steps:\n  - name: A\n    type: Processing", "does not say what to run")]
    [InlineData("a: &x [1]\nb: *x", "anchors")]
    [InlineData("steps: [", "cannot be read")]
    [InlineData("- a", "it is no map")]
    [InlineData("steps:\n  - 5", "a step is no map")]
    public void Mistakes_are_told(string yaml, string told) => Assert.Contains(told, Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson(yaml)).Message);

    [Fact]
    public void A_hostile_text_cannot_exhaust_memory_or_stack()
    {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nsteps: *c";
        Assert.Contains("anchors", Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson(bomb)).Message);
        Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson("steps: " + new string('[', 3_000)));
        Assert.Contains("longer", Assert.Throws<UserException>(() => PipelineDefinition.ParseYamlOrJson("steps: " + new string('x', 1 << 21))).Message);
    }

    [Fact]
    public void The_builder_writes_the_same_json_as_yaml()
    {
        var yaml = PipelineDefinition.ParseYamlOrJson("""
            parameters: {data: "dataset://reviews", c: 1.0, gate: 0.6}
            steps:
              - {name: Prepare, type: Processing, run: praxis/prepare-reviews, arguments: [--train-split-percentage, 0.9], inputs: {raw: "${data}"}, outputs: [train, test], cache: P30D}
              - {name: Train, type: Training, algorithm: linear, text: review_body, label: sentiment, hyperparameters: {C: "${c}"}, channels: {train: "${Prepare.train}"}, cache: P30D}
              - {name: Judge, type: Evaluate, model: "${Train.model}", data: "${Prepare.test}"}
              - name: Gate
                type: Condition
                if: ${Judge.accuracy} >= ${gate}
                then:
                  - {name: Register, type: RegisterModel, group: reviews, model: "${Train.model}", evaluation: "${Judge.metrics}"}
            """);
        var builder = new PipelineBuilder();
        var (data, c, gate) = (builder.Parameter("data", "dataset://reviews"), builder.Parameter("c", 1.0), builder.Parameter("gate", 0.6));
        var prepare = builder.Processing("Prepare", "praxis/prepare-reviews").Argument("--train-split-percentage").Argument(0.9).Input("raw", data).Outputs("train", "test").Cache("P30D");
        var train = builder.Training("Train", "linear").Text("review_body").Label("sentiment").Hyperparameter("C", c).Channel("train", prepare.Output("train")).Cache("P30D");
        var judge = builder.Evaluate("Judge", train.Model, prepare.Output("test"));
        builder.When("Gate", judge.Accuracy, ">=", gate, then => then.RegisterModel("Register", "reviews", train.Model, judge.Output("metrics")));
        Assert.True(JsonNode.DeepEquals(yaml.Json, builder.Build().Json));
    }
}
