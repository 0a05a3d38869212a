using System.Text.Json;
using System.Text.Json.Nodes;

namespace Praxis.Cli.Tests;

/// <summary>Attacks on pipelines, jobs, registry and lineage (A5, A17, A19) and bad input, with the real program.</summary>
public sealed class PipelineAttackTests
{
    private const string Small = "pipeline: p\nsteps:\n  - {name: A, type: Processing, run: [\"true\"]}\n";

    // A5: the names of the list are tried in process and over HTTP; here are the commands.
    [Fact]
    public void A_name_that_climbs_and_forges_is_refused_by_every_command_that_reads_writes_or_deletes()
    {
        const string name = "../../x\nforged \u001b[31m";
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("pipeline", "start", praxis.Write("p.yaml", Small)).Code);
        var before = Everything(praxis);
        string[][] commands =
        [
            ["pipeline", "create", "p.yaml", "--name", name], ["pipeline", "start", name], ["pipeline", "show", name], ["pipeline", "stop", name], ["pipeline", "retry", name], ["pipeline", "delete", name], ["pipeline", "export", name],
            ["pipeline", "graph", name], ["pipeline", "start", "p", "--only", name], ["pipeline", "start", "p", "--from-execution", name, "--only", "A"], ["pipeline", "callback", name], ["pipeline", "schedule", name, "--cron", "0 3 * * *"],
            ["pipeline", "unschedule", name], ["models", "delete", name], ["lineage", "show", name], ["jobs", "show", name], ["replay", name],
        ];
        foreach (var command in commands)
        {
            var run = praxis.Run(command);
            Assert.True(run.Code == 1, $"{string.Join(' ', command)}: {run.Code} {run.Error}");
            Assert.DoesNotContain("\u001b", run.Output + run.Error);
            Assert.DoesNotContain((run.Output + run.Error).Split('\n'), line => line.StartsWith("forged", StringComparison.Ordinal));
        }

        Assert.Equal(1, praxis.Run("pipeline", "create", praxis.Write("q.yaml", $"pipeline: q\nsteps:\n  - {{name: {JsonSerializer.Serialize(name)}, type: Processing, run: [\"true\"]}}\n")).Code);
        Assert.Equal(1, praxis.Run("pipeline", "create", praxis.Write("q.yaml", $"pipeline: {JsonSerializer.Serialize(name)}\nsteps:\n  - {{name: A, type: Processing, run: [\"true\"]}}\n")).Code);
        Assert.Equal(before, Everything(praxis));
    }

    // A5, A6: what a definition names below its own folder.
    [Theory]
    [InlineData("outputs: [../../x]")]
    [InlineData("inputs: {../x: p.yaml}")]
    [InlineData("inputs: {in: \"artifact://file/../../token\"}")]
    [InlineData("inputs: {in: \"artifact://folder/../../token\"}")]
    [InlineData("inputs: {in: \"dataset://../../token\"}")]
    [InlineData("inputs: {in: \"s3://bucket/key\"}")]
    public void A_definition_leads_nowhere_else(string what)
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("pipeline", "start", praxis.Write("p.yaml", $"pipeline: p\nsteps:\n  - {{name: A, type: Processing, run: [\"true\"], {what}}}\n"));
        Assert.True(run.Code is 1 or 2, run.Error + run.Output);
        Assert.DoesNotContain("our mistake", run.Error);
        Assert.Empty(Directory.GetFileSystemEntries(praxis.Path).Select(Path.GetFileName).Except([".praxis", "p.yaml"]));
    }

    // A17.
    [Fact]
    public void Texts_with_line_breaks_and_escapes_forge_no_line_of_table_log_lineage_or_event()
    {
        using var praxis = new PraxisProgram();
        const string Evil = "x\nforged Succeeded \u001b[31m\u202e";
        var input = praxis.Write("in\nforged \u001b[31m.txt", "a");
        praxis.Write("p.yaml", $$"""
            pipeline: p
            parameters: {evil: "v"}
            steps:
              - {name: A, type: Processing, run: [sh, -c, "printf 'line\\nforged \\033[31m\\n'; cp \"$PRAXIS_INPUT_IN\"/* $PRAXIS_OUTPUT_OUT/", "${evil}"], inputs: {in: {{JsonSerializer.Serialize(input)}}}, outputs: [out]}
              - {name: B, type: Training, run: [sh, -c, "printf 'failed\\nforged \\033[31m' > $PRAXIS_JOB_DIR/failure; exit 1"], channels: {train: "${A.out}"} }
            """);
        var started = praxis.Run(new Dictionary<string, string> { ["PRAXIS_OPENLINEAGE"] = praxis["events"] }, "pipeline", "start", "p.yaml", "--set", "evil=" + Evil, "--display-name", Evil);
        Assert.Equal(2, started.Code);
        AssertPlain(started.Output + started.Error);

        foreach (var command in (string[][])[["pipeline", "show", "p"], ["pipeline", "executions", "p"], ["pipeline", "graph", "p"], ["jobs", "list"], ["experiments", "list"], ["experiments", "runs", "p"], ["lineage", "show", JsonNode.Parse(praxis.Run("pipeline", "executions", "--json").Output)![0]!["id"]!.GetValue<string>()]])
            AssertPlain(praxis.Run(command) is { Code: 0 } run ? run.Output + run.Error : throw new InvalidOperationException(string.Join(' ', command) + praxis.Run(command).Error));
        foreach (var line in File.ReadAllLines(praxis["events"]))
            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind);
        foreach (var log in Directory.GetFiles(praxis[".praxis/jobs"], "log.jsonl", SearchOption.AllDirectories))
            foreach (var line in File.ReadAllLines(log))
                Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind);
    }

    // A19.
    [Fact]
    public void Secrets_of_the_environment_reach_no_step_log_lineage_event_report_or_record()
    {
        using var praxis = new PraxisProgram();
        var names = (string[])["PRAXIS_TOKEN", "PRAXIS_OPENLINEAGE_KEY", "AWS_SECRET_ACCESS_KEY", "MLFLOW_TRACKING_TOKEN", "HF_TOKEN", "LD_LIBRARY_PATH_SECRET"];
        var environment = names.ToDictionary(name => name, name => "hunter2-" + name);
        environment["PRAXIS_OPENLINEAGE"] = praxis["events"];
        praxis.Write("p.yaml", """
            pipeline: p
            steps:
              - {name: A, type: Processing, run: [sh, -c, "env; env > $PRAXIS_OUTPUT_OUT/env; cat /proc/self/environ > $PRAXIS_OUTPUT_OUT/environ"], outputs: [out]}
              - {name: Train, type: Training, run: [sh, -c, "env; env > $PRAXIS_MODEL_DIR/model"], channels: {train: "${A.out}"} }
              - {name: Register, type: RegisterModel, group: g, model: "${Train.model}"}
            """);
        var run = praxis.Run(environment, "pipeline", "start", "p.yaml");
        Assert.True(run.Code == 0, run.Error);
        Assert.DoesNotContain("hunter2", run.Output + run.Error);

        praxis.Run("models", "card", "g", "--out", "card.html");
        praxis.Run("models", "export", "g", "--out", "g.tar");
        var token = File.ReadAllText(praxis[".praxis/token"]);
        Assert.NotEmpty(File.ReadAllText(praxis["events"]));
        foreach (var path in Directory.EnumerateFiles(praxis.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            var text = File.ReadAllText(path);
            Assert.False(text.Contains("hunter2", StringComparison.Ordinal), path);
            Assert.True(Path.GetFileName(path) == "token" || !text.Contains(token, StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public void A_definition_of_ten_megabytes_or_with_a_thousand_mistakes_is_refused_in_a_few_lines()
    {
        using var praxis = new PraxisProgram();
        foreach (var text in (string[])["{\"Version\":\"2020-12-01\",\"Steps\":[" + new string(' ', 10 << 20) + "]}", "# " + new string('x', 10 << 20) + "\n" + Small, new string('[', 10 << 20)])
        {
            var run = praxis.Run("pipeline", "create", praxis.Write("p.yaml", text));
            Assert.True(run.Code == 1, run.Error);
            Assert.InRange(run.Error.Length, 20, 2000);
        }

        var many = praxis.Run("pipeline", "validate", praxis.Write("q.yaml", "pipeline: q\nsteps:\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"  - {{name: S{i}, type: Procesing, run: [\"true\"]}}\n"))));
        Assert.Equal(1, many.Code);
        Assert.Contains("Did you mean 'Processing'?", many.Error);
        Assert.InRange(many.Error.Split('\n').Length, 20, 120);
    }

    private static void AssertPlain(string text)
    {
        Assert.DoesNotContain("\u001b", text);
        Assert.DoesNotContain("\u202e", text);
        Assert.DoesNotContain(text.Split('\n'), line => line.TrimStart().StartsWith("forged", StringComparison.Ordinal));
    }

    // Names of all that there is, in the test's folder and beside it.
    private static List<string> Everything(PraxisProgram praxis) =>
    [
        .. Directory.EnumerateFileSystemEntries(praxis.Path).Where(path => !path.EndsWith("q.yaml", StringComparison.Ordinal)), .. Directory.EnumerateFileSystemEntries(praxis[".praxis"]).Where(path => !path.Contains("metadata.db-", StringComparison.Ordinal)),
        praxis.Run("pipeline", "list", "--json").Output, praxis.Run("pipeline", "executions", "--json").Output,
    ];
}
