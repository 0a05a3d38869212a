using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Executions;
using static Praxis.Platform.Tests.Pipelines.PipelineBench;

namespace Praxis.Platform.Tests.Pipelines;

public sealed class ExecutionTests : IDisposable
{
    private const string CacheForADay = "\"CacheConfig\":{\"Enabled\":true,\"ExpireAfter\":\"P1D\"},";
    private readonly PipelineBench bench = new();

    public void Dispose()
    {
        bench.Dispose();
        Assert.Empty(bench.Bugs);
    }

    [Fact]
    public void Steps_hand_their_outputs_on_and_parameters_keep_their_type()
    {
        var pipeline = bench.Create(
            Shell("A", "echo '{\"m\":{\"v\":0.75}}' > /opt/ml/processing/output/out/r.json; echo done > $PRAXIS_JOB_DIR/output/message", "\"PropertyFiles\":[{\"PropertyFileName\":\"R\",\"OutputName\":\"out\",\"FilePath\":\"r.json\"}],") + """
            ,{"Name":"B","Type":"Processing","Arguments":{"AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/sh","-c","cat /opt/ml/processing/in/r.json > $PRAXIS_OUTPUT_OUT/copy; echo $0 $1 $2 > $PRAXIS_OUTPUT_OUT/args",{"Get":"Parameters.N"},{"Get":"Parameters.F"},
              {"Std:Join":{"On":"-","Values":["x",{"Get":"Execution.PipelineName"},{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.A.PropertyFiles.R"},"Path":"$.m.v"}}]}}]},
              "ProcessingInputs":[{"InputName":"in","S3Input":{"S3Uri":{"Get":"Steps.A.ProcessingOutputConfig.Outputs['out'].S3Output.S3Uri"},"LocalPath":"/opt/ml/processing/in"} }],
              "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x","LocalPath":"/opt/ml/processing/output/out"} }]} }}
            """,
            """[{"Name":"N","Type":"Integer","DefaultValue":3},{"Name":"F","Type":"Float","DefaultValue":1e-05}]""");
        var execution = bench.Run(pipeline, request => request with { Parameters = new Dictionary<string, string> { ["N"] = "7" } });
        var steps = bench.Steps(execution);
        Assert.True(execution.Status == ExecutionStatus.Succeeded, steps.Values.FirstOrDefault(step => step.FailureReason is not null)?.FailureReason);
        Assert.Equal("done", JsonNode.Parse(steps["A"].Properties!)!["ExitMessage"]!.ToString());
        Assert.Equal("""{"m":{"v":0.75}}""", Text(steps["B"], "copy"));
        Assert.Equal("7 1e-05 x-p-0.75", Text(steps["B"], "args"));
        Assert.Equal(JobStatus.Completed, bench.Workspace.Jobs.Get(steps["B"].Job!).Status);
    }

    private string Text(StepExecution step, string file)
    {
        var uri = JsonNode.Parse(step.Properties!)!["ProcessingOutputConfig"]!["Outputs"]![0]!["S3Output"]!["S3Uri"]!.ToString();
        var found = new FolderArtifacts(bench.Workspace).Open(uri["artifact://folder/".Length..]).First(own => own.Path == file);
        return File.ReadAllText(bench.Workspace.Artifacts.PathOf(found.Artifact)).Trim();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Instances_each_see_their_shard_and_their_outputs_become_one(bool isOneFile)
    {
        if (isOneFile)
            bench.Folder.Write("in/all.csv", "id\n1\n2\n3\n4\n5\n");
        else
            foreach (var i in (int[])[1, 2, 3, 4, 5])
                bench.Folder.Write($"in/{i}.txt", $"{i}\n");
        string Step(string name, string file) => $$"""
            {"Name":"{{name}}","Type":"Processing","Arguments":{"ProcessingResources":{"ClusterConfig":{"InstanceCount":{"Get":"Parameters.N"} } },
             "AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/sh","-c","cat $PRAXIS_INPUT_IN/* | grep -v id | tr '\\n' ' ' > $PRAXIS_OUTPUT_OUT/{{file}}; cat $PRAXIS_INPUT_ALL/* >> $PRAXIS_OUTPUT_OUT/{{file}}"]},
             "ProcessingInputs":[{"InputName":"in","S3Input":{"S3Uri":"{{bench.Folder["in"]}}","S3DataDistributionType":"ShardedByS3Key"} },{"InputName":"all","S3Input":{"S3Uri":"{{bench.Folder.Write("w.txt", "whole")}}"} }],
             "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x"} }] } } }
            """;
        var pipeline = bench.Create(Step("A", "part-$PRAXIS_SHARD") + "," + Step("B", "same"), """[{"Name":"N","Type":"Integer","DefaultValue":2}]""");
        var execution = bench.Run(pipeline);
        var steps = bench.Steps(execution);
        Assert.True(execution.Status == ExecutionStatus.Succeeded, steps.Values.FirstOrDefault(step => step.FailureReason is not null)?.FailureReason);
        Assert.Equal("1 3 5 whole", Text(steps["A"], "part-0"));
        Assert.Equal("2 4 whole", Text(steps["A"], "part-1"));
        Assert.Equal("2 4 whole", Text(steps["B"], "algo-2/same"));
        Assert.Equal(4, bench.Workspace.Jobs.List().Count(job => job.Status == JobStatus.Completed));
        var many = bench.Run(pipeline, request => request with { Parameters = new Dictionary<string, string> { ["N"] = "101" } });
        Assert.Contains("1 to 100", bench.Steps(many)["A"].FailureReason);
        var three = bench.Run(pipeline, request => request with { Parameters = new Dictionary<string, string> { ["N"] = isOneFile ? "3" : "7" } });
        Assert.Equal(isOneFile ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, three.Status);
        if (!isOneFile)
            Assert.Contains("cannot be spread over 7 instances", bench.Steps(three).Values.First(step => step.FailureReason is not null).FailureReason);
    }

    [Fact]
    public void The_failure_of_one_instance_ends_the_others_and_publishes_nothing()
    {
        var pipeline = bench.Create("""
            {"Name":"A","Type":"Processing","Arguments":{"ProcessingResources":{"ClusterConfig":{"InstanceCount":3} },
             "AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/sh","-c","test $PRAXIS_SHARD = 1 || exec sleep 60; echo broken > $PRAXIS_JOB_DIR/failure; exit 3"]},
             "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x"} }] } } }
            """);
        var execution = bench.Run(pipeline);
        Assert.Equal(("AlgorithmError: broken", ExecutionStatus.Failed), (bench.Steps(execution)["A"].FailureReason, execution.Status));
        Assert.DoesNotContain(bench.Workspace.Jobs.List(), job => job.Status is JobStatus.InProgress or JobStatus.Completed);
    }

    [Theory]
    [InlineData("7", "no parameter 'M'", "M", "1")]
    [InlineData("x", "'x' is no Integer", null, null)]
    public void Parameters_are_checked_before_anything_runs(string n, string told, string? other, string? value)
    {
        var pipeline = bench.Create(Shell("A", "true"), """[{"Name":"N","Type":"Integer"}]""");
        var parameters = new Dictionary<string, string> { ["N"] = n };
        if (other is not null)
            parameters[other] = value!;
        Assert.Contains(told, Assert.Throws<UserException>(() => bench.Run(pipeline, request => request with { Parameters = parameters })).Message);
        Assert.Contains("has no value", Assert.Throws<UserException>(() => bench.Run(pipeline)).Message);
        Assert.Empty(bench.Executions.List());
    }

    [Theory]
    [InlineData("{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":1.0}", true)]
    [InlineData("{\"Type\":\"Equals\",\"LeftValue\":\"1\",\"RightValue\":1}", true)]
    [InlineData("{\"Type\":\"Equals\",\"LeftValue\":\"1\",\"RightValue\":\"1.0\"}", false)]
    [InlineData("{\"Type\":\"Equals\",\"LeftValue\":true,\"RightValue\":\"True\"}", true)]
    [InlineData("{\"Type\":\"GreaterThan\",\"LeftValue\":10,\"RightValue\":\"9\"}", true)]
    [InlineData("{\"Type\":\"GreaterThan\",\"LeftValue\":\"10\",\"RightValue\":\"9\"}", false)]
    [InlineData("{\"Type\":\"GreaterThan\",\"LeftValue\":2,\"RightValue\":2}", false)]
    [InlineData("{\"Type\":\"GreaterThanOrEqualTo\",\"LeftValue\":2,\"RightValue\":2}", true)]
    [InlineData("{\"Type\":\"LessThan\",\"LeftValue\":1,\"RightValue\":2}", true)]
    [InlineData("{\"Type\":\"LessThanOrEqualTo\",\"LeftValue\":3,\"RightValue\":2}", false)]
    [InlineData("{\"Type\":\"GreaterThanOrEqualTo\",\"LeftValue\":\"NaN\",\"RightValue\":2}", false)]
    [InlineData("{\"Type\":\"LessThan\",\"LeftValue\":\"NaN\",\"RightValue\":2}", false)]
    [InlineData("{\"Type\":\"In\",\"QueryValue\":\"b\",\"Values\":[\"a\",\"b\"]}", true)]
    [InlineData("{\"Type\":\"In\",\"QueryValue\":2,\"Values\":[1,\"2\"]}", true)]
    [InlineData("{\"Type\":\"In\",\"QueryValue\":\"c\",\"Values\":[]}", false)]
    [InlineData("{\"Type\":\"Not\",\"Condition\":{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":2}}", true)]
    [InlineData("{\"Type\":\"Or\",\"Conditions\":[{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":2},{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":1}]}", true)]
    [InlineData("{\"Type\":\"And\",\"Conditions\":[{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":2},{\"Type\":\"Equals\",\"LeftValue\":1,\"RightValue\":1}]}", false)]
    public void A_condition_chooses_one_branch_and_the_other_never_appears(string condition, bool holds)
    {
        var pipeline = bench.Create($$"""{"Name":"C","Type":"Condition","Arguments":{"Conditions":[{{condition}}],"IfSteps":[{{Shell("Yes", "true")}}],"ElseSteps":[{{Shell("No", "true")}}] } }""");
        var execution = bench.Run(pipeline);
        var steps = bench.Steps(execution);
        Assert.Equal(ExecutionStatus.Succeeded, execution.Status);
        Assert.Equal(["C", holds ? "Yes" : "No"], steps.Keys.Order());
        Assert.Contains($"\"Outcome\":\"{holds}\"", steps["C"].Metadata);
    }

    [Fact]
    public void After_a_failed_step_running_ones_finish_nothing_new_starts_and_a_retry_goes_on()
    {
        var flag = bench.Folder["flag"];
        var pipeline = bench.Create(string.Join(',',
            Shell("Slow", "sleep 0.5; echo x > $PRAXIS_OUTPUT_OUT/x"),
            Shell("Bad", $"test -e {flag} || {{ echo 'no flag' > $PRAXIS_JOB_DIR/failure; exit 3; }}"),
            Shell("After", "true", "\"DependsOn\":[\"Bad\"],")));
        var execution = bench.Run(pipeline);
        var steps = bench.Steps(execution);
        Assert.Equal((ExecutionStatus.Failed, ExecutionRunner.StepFailure), (execution.Status, execution.FailureReason));
        Assert.Equal(["Bad", "Slow"], steps.Keys.Order());
        Assert.Equal((StepStatus.Succeeded, StepStatus.Failed), (steps["Slow"].Status, steps["Bad"].Status));
        Assert.Equal("AlgorithmError: no flag", steps["Bad"].FailureReason);
        File.WriteAllText(flag, "");
        var again = bench.Go(bench.Executions.Retry(execution.Id).Id);
        Assert.Equal((ExecutionStatus.Succeeded, execution.Id), (again.Status, again.Id));
        Assert.Equal(steps["Slow"].Job, bench.Steps(again)["Slow"].Job);
        Assert.Contains("is Succeeded", Assert.Throws<UserException>(() => bench.Executions.Retry(execution.Id)).Message);
    }

    [Fact]
    public void A_fail_step_ends_the_execution_with_its_message_and_no_retry()
    {
        var execution = bench.Run(bench.Create("""{"Name":"F","Type":"Fail","Arguments":{"ErrorMessage":{"Std:Join":{"On":" ","Values":["too","bad",1]}}}}"""));
        Assert.Equal((ExecutionStatus.Failed, "too bad 1"), (execution.Status, execution.FailureReason));
        Assert.Contains("ended in a step of type Fail", Assert.Throws<UserException>(() => bench.Executions.Retry(execution.Id)).Message);
    }

    [Fact]
    public void An_earlier_result_stands_for_a_step_while_all_it_depends_on_is_the_same()
    {
        var input = bench.Folder.Write("in.txt", "one");
        string Steps(string extra = "") => $$"""
            {"Name":"A","Type":"Processing",{{CacheForADay}}"Arguments":{"ProcessingResources":{"ClusterConfig":{"InstanceCount":{"Get":"Parameters.Machines"} } },
             "AppSpecification":{"ImageUri":"local","ContainerEntrypoint":["/bin/sh","-c","sed s/^/copy-/ $PRAXIS_INPUT_IN/in.txt > $PRAXIS_OUTPUT_OUT/out.txt",{"Get":"Parameters.X"}{{extra}}]},
             "ProcessingInputs":[{"InputName":"in","S3Input":{"S3Uri":"{{input}}","LocalPath":"/opt/ml/processing/in"} }],
             "ProcessingOutputConfig":{"Outputs":[{"OutputName":"out","S3Output":{"S3Uri":"artifact://x"} }] } } }
            """;
        const string parameters = """[{"Name":"X","Type":"Float","DefaultValue":0.5},{"Name":"Machines","Type":"Integer","DefaultValue":1}]""";
        var pipeline = bench.Create(Steps(), parameters);
        string? Hit(Func<ExecutionRequest, ExecutionRequest>? with = null, string? other = null) => bench.Steps(bench.Run(other ?? pipeline, with))["A"].CacheHit;
        Func<ExecutionRequest, ExecutionRequest> With(string name, string value) => request => request with { Parameters = new Dictionary<string, string> { [name] = value } };
        var first = bench.Run(pipeline);
        Assert.Null(bench.Steps(first)["A"].CacheHit);
        Assert.Equal(first.Id, Hit());
        Assert.Equal(first.Id, Hit(With("Machines", "4")));
        Assert.Equal(first.Id, Hit(With("X", "5e-1")));
        Assert.Null(Hit(With("X", "0.6")));
        Assert.Null(Hit(request => request with { UsesCache = false }));
        Assert.Null(Hit(other: bench.Create(Steps(",\"more\""), parameters)));
        var properties = bench.Steps(bench.Run(pipeline))["A"];
        Assert.Equal("copy-one", Text(properties, "out.txt"));
        File.WriteAllText(input, "two");
        Assert.Null(Hit(other: pipeline));

        // What lies behind an entry is gone: the step runs again.
        var hash = bench.Steps(bench.Run(pipeline))["A"].Artifacts.First(artifact => File.ReadAllText(bench.Workspace.Artifacts.PathOf(artifact)).Trim() == "copy-two");
        File.Delete(bench.Workspace.Artifacts.PathOf(hash));
        Assert.Null(Hit());
    }

    [Fact]
    public void A_failed_step_and_another_pipelines_are_no_earlier_result()
    {
        var pipeline = bench.Create(Shell("A", "exit 1", CacheForADay));
        Assert.Equal(ExecutionStatus.Failed, bench.Run(pipeline).Status);
        Assert.Null(bench.Steps(bench.Run(pipeline))["A"].CacheHit);
        var other = Platform.Pipelines.Definitions.PipelineDefinition.Parse($$"""{"Version":"2020-12-01","Steps":[{{Shell("A", "true", CacheForADay)}}]}""");
        bench.Run(bench.Create(Shell("A", "true", CacheForADay)));
        Assert.Null(bench.Steps(bench.Run(new PipelineStore(bench.Workspace).Upsert("q", other).Id))["A"].CacheHit);
    }

    [Fact]
    public void A_job_that_is_killed_is_tried_again_and_a_script_that_fails_is_not()
    {
        const string retry = "\"RetryPolicies\":[{\"ExceptionType\":[\"SageMaker.JOB_INTERNAL_ERROR\"],\"IntervalSeconds\":0.05,\"MaxAttempts\":3}],";
        var count = bench.Folder["count"];
        var killed = bench.Run(bench.Create(Shell("A", $"echo x >> {count}; test $(wc -l < {count}) -ge 3 || kill -9 $$", retry)));
        Assert.Equal((ExecutionStatus.Succeeded, 2), (killed.Status, bench.Steps(killed)["A"].Attempts));
        var endless = bench.Run(bench.Create(Shell("A", "kill -9 $$", retry)));
        Assert.Equal((ExecutionStatus.Failed, 3), (endless.Status, bench.Steps(endless)["A"].Attempts));
        Assert.StartsWith("InternalServerError: Killed by signal 9", bench.Steps(endless)["A"].FailureReason);
        Assert.Equal(0, bench.Steps(bench.Run(bench.Create(Shell("A", "exit 4", retry))))["A"].Attempts);
    }

    [Fact]
    public async Task An_execution_is_stopped_from_outside_and_goes_on_when_retried()
    {
        var pipeline = bench.Create(string.Join(',', Shell("A", "true"), Shell("B", $"test -e {bench.Folder["go"]} || sleep 60", "\"DependsOn\":[\"A\"],")));
        var execution = bench.Executions.Start(new ExecutionRequest { Pipeline = pipeline });
        var running = Task.Run(() => bench.Go(execution.Id));
        SpinWait.SpinUntil(() => bench.Steps(execution).ContainsKey("B"), 10_000);
        Assert.Equal(ExecutionStatus.Stopping, bench.Executions.RequestStop(execution.Id).Status);
        Assert.Equal(ExecutionStatus.Stopped, (await running).Status);
        Assert.Equal((StepStatus.Succeeded, StepStatus.Stopped), (bench.Steps(execution)["A"].Status, bench.Steps(execution)["B"].Status));
        Assert.Contains("has ended", Assert.Throws<UserException>(() => bench.Executions.RequestStop(execution.Id)).Message);
        File.WriteAllText(bench.Folder["go"], "");
        Assert.Equal(ExecutionStatus.Succeeded, bench.Go(bench.Executions.Retry(execution.Id).Id).Status);
    }

    [Fact]
    public void Selected_steps_alone_run_and_the_others_are_answered_by_an_earlier_execution()
    {
        var log = bench.Folder["log"];
        string Step(string name, string? after) => Shell(name, $"echo {name} >> {log}", after is null ? "" : $"\"DependsOn\":[\"{after}\"],");
        var pipeline = bench.Create(string.Join(',', Step("A", null), Step("B", "A"), Step("C", "B"), Step("D", "C")));
        Assert.Contains("no earlier execution", Assert.Throws<UserException>(() => bench.Run(pipeline, request => request with { SelectedSteps = ["C"] })).Message);
        var whole = bench.Run(pipeline);
        File.Delete(log);
        var part = bench.Run(pipeline, request => request with { SelectedSteps = ["B", "C"] });
        Assert.Equal("B\nC\n", File.ReadAllText(log));
        Assert.Equal((whole.Id, whole.Id), (part.SourceExecution, bench.Steps(part)["A"].SelectedFrom));
        Assert.False(bench.Steps(part).ContainsKey("D"));
        Assert.Contains("'C' stands between", Assert.Throws<UserException>(() => bench.Run(pipeline, request => request with { SelectedSteps = ["B", "D"] })).Message);
        Assert.Contains("Did you mean 'A'?", Assert.Throws<UserException>(() => bench.Run(pipeline, request => request with { SelectedSteps = ["a"] })).Message);
    }

    [Fact]
    public void Starting_twice_with_one_token_is_one_execution()
    {
        var pipeline = bench.Create(Shell("A", "true"));
        var one = bench.Executions.Start(new ExecutionRequest { Pipeline = pipeline, Token = "t" });
        Assert.Equal(one.Id, bench.Executions.Start(new ExecutionRequest { Pipeline = pipeline, Token = "t" }).Id);
        Assert.Single(bench.Executions.List());
        Assert.Equal("p:1", bench.Create(Shell("A", "true")));
        Assert.Equal("p:2", bench.Create(Shell("A", "false")));
    }

    [Theory]
    [InlineData("\"/no/such/program\"", "ClientError")]
    [InlineData("\"/bin/sh\",\"-c\",\"exit 9\"", "AlgorithmError: It ended with exit code 9")]
    public void A_program_that_is_missing_or_fails_is_told(string program, string told)
    {
        var execution = bench.Run(bench.Create($$"""{"Name":"A","Type":"Processing","Arguments":{"AppSpecification":{"ImageUri":"local","ContainerEntrypoint":[{{program}}] } } }"""));
        Assert.Equal(ExecutionStatus.Failed, execution.Status);
        Assert.Contains(told.Split(':')[^1], bench.Steps(execution)["A"].FailureReason);
    }

    [Fact]
    public void What_a_step_asks_for_and_is_not_there_fails_that_step()
    {
        var pipeline = bench.Create(Shell("A", "echo '{\"a\":1}' > $PRAXIS_OUTPUT_OUT/r.json", "\"PropertyFiles\":[{\"PropertyFileName\":\"R\",\"OutputName\":\"out\",\"FilePath\":\"r.json\"}],") + """
            ,{"Name":"C","Type":"Condition","Arguments":{"Conditions":[{"Type":"Equals","LeftValue":{"Std:JsonGet":{"PropertyFile":{"Get":"Steps.A.PropertyFiles.R"},"Path":"b.c"}},"RightValue":1}]}}
            """);
        var execution = bench.Run(pipeline);
        Assert.Equal("ClientError: the property file R of A has nothing at b.c", bench.Steps(execution)["C"].FailureReason);
    }

    [Fact]
    public void At_most_as_many_steps_run_at_a_time_as_was_said()
    {
        var (open, most) = (bench.Folder["open"], bench.Folder["most"]);
        var pipeline = bench.Create(string.Join(',', Enumerable.Range(0, 6).Select(i => Shell($"S{i}", $"mkdir -p {open}; touch {open}/{i}; ls {open} | wc -l >> {most}; sleep 0.1; rm {open}/{i}"))));
        bench.Run(pipeline, request => request with { MaxParallelSteps = 2 });
        Assert.Equal(2, File.ReadAllLines(most).Max(int.Parse));
    }
}
