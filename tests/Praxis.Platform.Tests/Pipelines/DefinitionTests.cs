using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Pipelines;

public sealed class DefinitionTests
{
    private const string Small = """
        {"Version":"2020-12-01","Metadata":{},
         "Parameters":[{"Name":"Epochs","Type":"Integer","DefaultValue":3},{"Name":"Mode","Type":"String","DefaultValue":"a","EnumValues":["a","b"]}],
         "Steps":[{"Name":"First","Type":"Processing","Arguments":{"AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/true"],"ContainerArguments":[{"Get":"Parameters.Epochs"}]},
           "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x","LocalPath":"/opt/ml/processing/output/out"}}]}},
           "PropertyFiles":[{"PropertyFileName":"Report","OutputName":"out","FilePath":"r.json"}]},
          {"Name":"Gate","Type":"Condition","Arguments":{"Conditions":[{"Type":"GreaterThan","LeftValue":{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.First.PropertyFiles.Report"},"Path":"a.b"}},"RightValue":1}],
           "IfSteps":[{"Name":"Yes","Type":"Fail","Arguments":{"ErrorMessage":{"Std:Join":{"On":" ","Values":["too","great"]}}}}],"ElseSteps":[]}}]}
        """;

    [Fact]
    public void The_courses_own_definition_is_read_and_written_as_it_was()
    {
        var json = CourseDefinition();
        var definition = PipelineDefinition.Parse(json);
        Assert.Equal(["Processing", "Train", "EvaluateModel", "AccuracyCondition", "RegisterModel", "CreateModel"], definition.StepNames);
        Assert.Equal(9, definition.Parameters.Count);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(definition.ToJson())));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(PipelineDefinition.Parse(definition.ToJson()).ToJson())));
        Assert.Equal(["Processing", "Train"], definition["EvaluateModel"].WaitsFor.Order());
        Assert.Equal(["AccuracyCondition", "EvaluateModel", "Train"], definition["RegisterModel"].WaitsFor.Order());
        Assert.Equal(2, definition["Train"].Retries[0].MaxAttempts);
    }

    /// <summary>The definition of the course's second part, week 3, out of the specification's text.</summary>
    private static string CourseDefinition()
    {
        var text = File.ReadAllText(SharedFolder.File("spec/course2.md"));
        var begin = text.IndexOf("{\"Version\":\"2020-12-01\"", StringComparison.Ordinal);
        return text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    [Theory]
    [InlineData("\"Version\":\"2020-12-01\"", "\"Version\":\"1999-01-01\"", "version of the form")]
    [InlineData("\"Type\":\"Integer\"", "\"Type\":\"Intger\"", "Did you mean 'Integer'?")]
    [InlineData("\"DefaultValue\":3", "\"DefaultValue\":\"three\"", "is no Integer")]
    [InlineData("\"DefaultValue\":\"a\"", "\"DefaultValue\":\"c\"", "not among the values")]
    [InlineData("Parameters.Epochs", "Parameters.Epoch", "Did you mean 'Epochs'?")]
    [InlineData("Parameters.Epochs", "Steps.Frist.ProcessingJobName", "Did you mean 'First'?")]
    [InlineData("Parameters.Epochs", "Steps.Gate.Outcome", "in a circle")]
    [InlineData("Parameters.Epochs", "Steps.First.ProcessingJobName", "in a circle")]
    [InlineData("Parameters.Epochs", "Steps.Yes.X", "stands in a branch of Gate")]
    [InlineData("Parameters.Epochs", "Execution.Now", "has no value 'Now'")]
    [InlineData("Parameters.Epochs", "a[", "is no reference")]
    [InlineData("PropertyFiles.Report", "PropertyFiles.Rebort", "Did you mean 'Report'?")]
    [InlineData("\"OutputName\":\"out\",\"FilePath\"", "\"OutputName\":\"oud\",\"FilePath\"", "Did you mean 'out'?")]
    [InlineData("\"Name\":\"Yes\"", "\"Name\":\"First\"", "two steps of this name")]
    [InlineData("\"Name\":\"Yes\"", "\"Name\":\"../x\"", "not a name for a step")]
    [InlineData("\"Type\":\"Fail\"", "\"Type\":\"Tuning\"", "need the Tune room")]
    [InlineData("\"Type\":\"Fail\"", "\"Type\":\"HumanReview\"", "need the Label room")]
    [InlineData("\"Type\":\"Fail\"", "\"Type\":\"Condition\"", "in a branch of another")]
    [InlineData("GreaterThan\"", "Greater\"", "no condition 'Greater'")]
    [InlineData("\"RightValue\":1", "\"Right\":1", "has no RightValue")]
    [InlineData("\"Type\":\"Condition\"", "\"Type\":\"Condition\",\"DependsOn\":[\"Frist\"]", "Did you mean 'First'?")]
    [InlineData("\"Type\":\"Condition\"", "\"Type\":\"Condition\",\"CacheConfig\":{\"Enabled\":true,\"ExpireAfter\":\"P1D\"}", "has no result that could be kept")]
    [InlineData("\"PropertyFiles\":", "\"CacheConfig\":{\"Enabled\":true},\"PropertyFiles\":", "does not say how old")]
    [InlineData("\"PropertyFiles\":", "\"CacheConfig\":{\"Enabled\":true,\"ExpireAfter\":\"soon\"},\"PropertyFiles\":", "'soon' is no duration")]
    [InlineData("\"PropertyFiles\":", "\"RetryPolicies\":[{\"ExceptionType\":[\"Step.SERVICE_FAULT\"],\"MaxAttempts\":2,\"ExpireAfterMin\":3}],\"PropertyFiles\":", "both MaxAttempts and ExpireAfterMin")]
    [InlineData("\"PropertyFiles\":", "\"RetryPolicies\":[{\"ExceptionType\":[\"Step.FAULT\"]}],\"PropertyFiles\":", "there is no failure 'Step.FAULT'")]
    [InlineData("\"Metadata\":{}", "\"Metadata\":{},\"Step\":[]", "has no 'Step'")]
    [InlineData("\"AppSpecification\":", "\"Specification\":", "has no AppSpecification")]
    [InlineData("\"AppSpecification\":", "\"ProcessingResources\":{\"ClusterConfig\":{\"InstanceCount\":0}},\"AppSpecification\":", "InstanceCount is 0")]
    [InlineData("\"AppSpecification\":", "\"ProcessingInputs\":[{\"InputName\":\"x\",\"S3Input\":{\"S3Uri\":\"y\",\"S3DataDistributionType\":\"Sharded\",\"S3InputMode\":\"File\"}}],\"AppSpecification\":", "no distribution 'Sharded'")]
    [InlineData("\"AppSpecification\":", "\"ProcessingInputs\":[{\"InputName\":\"x\",\"S3Input\":{\"S3Uri\":\"y\",\"S3InputMode\":\"Pipe\"}}],\"AppSpecification\":", "in the mode 'Pipe'")]
    public void Each_mistake_is_told_with_its_place(string was, string now, string told)
    {
        PipelineDefinition.Parse(Small);
        Assert.Contains(was, Small);
        var error = Assert.Throws<UserException>(() => PipelineDefinition.Parse(Small.Replace(was, now, StringComparison.Ordinal)));
        Assert.Contains(told, error.Message);
        Assert.All(error.Problems, problem => Assert.Equal("invalid-pipeline", problem.Type));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var error = Assert.Throws<UserException>(() => PipelineDefinition.Parse(Small.Replace("Parameters.Epochs", "Parameters.Epoch", StringComparison.Ordinal).Replace("PropertyFiles.Report", "PropertyFiles.Rebort", StringComparison.Ordinal)));
        Assert.Equal(2, error.Problems.Count);

        // Also those that lie behind a step that cannot be read; that others refer to it is no mistake of theirs.
        error = Assert.Throws<UserException>(() => PipelineDefinition.Parse(Small.Replace("\"Type\":\"Processing\"", "\"Type\":\"Procesing\"", StringComparison.Ordinal).Replace("GreaterThan\"", "Greater\"", StringComparison.Ordinal)));
        Assert.Equal(2, error.Problems.Count);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{\"Version\":\"2020-12-01\",\"Steps\":[]}")]
    [InlineData("{\"Version\":\"2020-12-01\",\"Steps\":[1]}")]
    [InlineData("{\"Version\":\"2020-12-01\",\"Version\":\"2020-12-01\",\"Steps\":[]}")]
    [InlineData("{\"Version\":")]
    public void What_is_no_definition_is_refused(string json) => Assert.Equal("invalid-pipeline", Assert.Throws<UserException>(() => PipelineDefinition.Parse(json)).Problems[0].Type);

    [Fact]
    public void A_definition_of_ten_megabytes_and_one_nested_deeply_are_refused()
    {
        Assert.Contains("10,485,760 characters", Assert.Throws<UserException>(() => PipelineDefinition.Parse(new string('x', 10 << 20))).Message);
        Assert.Equal("invalid-pipeline", Assert.Throws<UserException>(() => PipelineDefinition.Parse(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)))).Problems[0].Type);
    }

    [Theory]
    [InlineData("P30D", 0, 0, 43_200)]
    [InlineData("PT16M", 0, 0, 16)]
    [InlineData("P30DT5H", 0, 0, 43_500)]
    [InlineData("30d", 0, 0, 43_200)]
    [InlineData("T16m", 0, 0, 16)]
    [InlineData("P1Y2M3W", 1, 2, 30_240)]
    public void Durations_are_read_as_ISO_8601_and_the_guides_short_forms(string text, int years, int months, int minutes)
    {
        Assert.Equal(new Iso8601Duration(years, months, TimeSpan.FromMinutes(minutes)), Iso8601Duration.Parse(text));
        foreach (var none in (string?[])["", "P", "PT", "1", "PT5S", "P-1D", "never", null])
            Assert.Null(Iso8601Duration.Parse(none));
    }

    [Fact]
    public void Months_and_years_count_by_the_calendar()
    {
        var leapDay = new DateTimeOffset(2028, 3, 31, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2028, 2, 29, 12, 0, 0, TimeSpan.Zero), Iso8601Duration.Parse("P1M")!.Before(leapDay));
        Assert.Equal(DateTimeOffset.MinValue, Iso8601Duration.Parse("P99999Y")!.Before(leapDay));
    }

    [Fact]
    public void Retries_wait_longer_each_time_and_end()
    {
        var policy = new StepRetryPolicy(["Step.SERVICE_FAULT"], 1, 2, 3, null);
        Assert.Equal([1, 2, 4, null], Enumerable.Range(1, 4).Select(retry => policy.Wait(retry, TimeSpan.Zero)?.TotalSeconds));
        var timed = policy with { MaxAttempts = null, ExpireAfterMinutes = 1 };
        Assert.NotNull(timed.Wait(1, TimeSpan.FromSeconds(58)));
        Assert.Null(timed.Wait(1, TimeSpan.FromSeconds(60)));
        Assert.Null((policy with { MaxAttempts = 0 }).Wait(1, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("a.b['k'].c[0]", "a|b|k|c|0")]
    [InlineData("$.a[\"x y\"]", "a|x y")]
    [InlineData("ProcessingOutputConfig.Outputs['sentiment-train'].S3Output.S3Uri", "ProcessingOutputConfig|Outputs|sentiment-train|S3Output|S3Uri")]
    [InlineData("m['validation:accuracy'].Value", "m|validation:accuracy|Value")]
    public void Paths_are_read(string text, string parts) => Assert.Equal(parts, string.Join('|', PropertyPath.Parse(text)!.Parts));

    [Fact]
    public void Paths_lead_into_json_and_lists_are_addressed_by_name()
    {
        var json = JsonNode.Parse("""{"a":{"list":[{"OutputName":"x","v":1},{"MetricName":"y","v":2}],"c d":[5,6]}}""");
        Assert.Equal("1", PropertyPath.Parse("a.list['x'].v")!.In(json)!.ToJsonString());
        Assert.Equal("2", PropertyPath.Parse("a.list['y'].v")!.In(json)!.ToJsonString());
        Assert.Equal("6", PropertyPath.Parse("a['c d'][1]")!.In(json)!.ToJsonString());
        foreach (var nowhere in (string[])["a.x", "a.list['z']", "a['c d'][2]", "a.list.v.w"])
            Assert.Null(PropertyPath.Parse(nowhere)!.In(json));
        foreach (var none in (string[])["", "a..b", "a[", "a[x]", ".a", "a.", "a[-1]", "$"])
            Assert.Null(PropertyPath.Parse(none));
    }
}
