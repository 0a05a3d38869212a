using System.Net;
using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis pipeline</c> and <c>praxis replay</c> with the real program.</summary>
public sealed class PipelineTests
{
    private static string Lab(string data, string gate = "0.3") => $$"""
        pipeline: lab
        parameters: {data: "{{data}}", c: 1.0, gate: {{gate}}}
        steps:
          - {name: Prepare, type: Processing, run: praxis/prepare-reviews, inputs: {raw: "${data}"}, outputs: [sentiment-train, sentiment-validation, sentiment-test], cache: P30D}
          - {name: Train, type: Training, algorithm: tfidf-logistic-regression, text: review_body, label: sentiment, hyperparameters: {C: "${c}"}, channels: {train: "${Prepare.sentiment-train}"}, cache: P30D}
          - {name: EvaluateModel, type: Evaluate, model: "${Train.model}", data: "${Prepare.sentiment-test}", cache: P30D}
          - name: AccuracyCondition
            type: Condition
            if: ${EvaluateModel.accuracy} >= ${gate}
            then:
              - {name: RegisterModel, type: RegisterModel, group: lab, model: "${Train.model}", evaluation: "${EvaluateModel.metrics}"}
              - {name: CreateModel, type: Model, model: "${Train.model}"}
        """;

    private static Dictionary<string, (string Status, bool IsHit)> Steps(string json)
    {
        using var result = JsonDocument.Parse(json);
        return result.RootElement.GetProperty("steps").EnumerateArray().ToDictionary(
            step => step.GetProperty("name").GetString()!, step => (step.GetProperty("status").GetString()!, step.GetProperty("cacheHit").ValueKind == JsonValueKind.String));
    }

    private static string Start(PraxisProgram praxis, params string[] arguments)
    {
        var run = praxis.Run(["pipeline", "start", .. arguments, "--json"]);
        Assert.True(run.Code == 0, run.Error + run.Output);
        return run.Output;
    }

    [Fact]
    public void The_labs_graph_runs_is_answered_from_the_cache_and_reruns_what_a_change_reaches()
    {
        using var praxis = new PraxisProgram();
        praxis.Run("sample", "reviews", "--rows", "600", "--out", "r.csv");
        var file = praxis.Write("lab.yaml", Lab("r.csv"));
        var first = Steps(Start(praxis, file));
        Assert.Equal(["AccuracyCondition", "CreateModel", "EvaluateModel", "Prepare", "RegisterModel", "Train"], first.Keys.Order());
        Assert.All(first.Values, step => Assert.Equal(("Succeeded", false), step));
        var second = Steps(Start(praxis, file));
        Assert.Equal(["EvaluateModel", "Prepare", "Train"], second.Where(step => step.Value.IsHit).Select(step => step.Key).Order());
        var changed = Steps(Start(praxis, "lab", "--set", "c=0.2"));
        Assert.Equal(["Prepare"], changed.Where(step => step.Value.IsHit).Select(step => step.Key));
        Assert.DoesNotContain("RegisterModel", Steps(Start(praxis, "lab", "--set", "gate=1.01")).Keys);
        using var models = JsonDocument.Parse(praxis.Run("models", "list", "--json").Output);
        Assert.Equal(2, models.RootElement.GetArrayLength());

        // The same graph from SageMaker's own JSON, in a pipeline of another name, gives the same model.
        praxis.Write("lab.json", praxis.Run("pipeline", "export", "lab").Output);
        Assert.Equal("no difference\n", praxis.Run("pipeline", "diff", "lab", "lab.json").Output);
        Start(praxis, "lab.json", "--no-cache");
        using var again = JsonDocument.Parse(praxis.Run("models", "list", "--json").Output);
        Assert.Equal(again.RootElement[0].GetProperty("artifact").GetString(), again.RootElement[2].GetProperty("artifact").GetString());

        foreach (var threads in (string[])["1", "2"])
        {
            var replay = praxis.Run("replay", "lab:1", "--threads", threads);
            Assert.True(replay.Code == 0 && replay.Output == "lab:1: the same bytes, 3 pieces of work done again\n", replay.Output + replay.Error);
        }
    }

    [Fact]
    public void A_replay_names_the_first_piece_of_work_that_differs()
    {
        using var praxis = new PraxisProgram();
        Start(praxis, praxis.Write("p.yaml", """
            pipeline: p
            steps:
              - {name: Odd, type: Processing, run: [sh, -c, "date +%N > $PRAXIS_OUTPUT_OUT/x"], outputs: [out]}
              - {name: Train, type: Training, run: [sh, -c, "cp $PRAXIS_INPUT_TRAIN/x $PRAXIS_MODEL_DIR/model"], channels: {train: "${Odd.out}"}}
              - {name: Register, type: RegisterModel, group: g, model: "${Train.model}"}
            """));
        var replay = praxis.Run("replay", "g");
        Assert.Equal(2, replay.Code);
        Assert.Contains("the first that differs is job pipelines-", replay.Output);
        Assert.Contains("-Odd-", replay.Output);
    }

    [Fact]
    public void A_killed_program_loses_no_step_that_was_done_and_the_next_goes_on()
    {
        using var praxis = new PraxisProgram();
        var steps = string.Concat(Enumerable.Range(0, 6).Select(i => $"  - {{name: S{i}, type: Processing, run: [sh, -c, \"echo {i} >> {praxis["log"]}; sleep 0.2; echo {i} > $PRAXIS_OUTPUT_OUT/x\"], outputs: [out]{(i == 0 ? "" : $", depends-on: [S{i - 1}]")}}}\n"));
        praxis.Write("p.yaml", "pipeline: p\nsteps:\n" + steps);
        praxis.Run("pipeline", "create", "p.yaml");
        using var started = JsonDocument.Parse(praxis.Run("pipeline", "start", "p", "--detach", "--json").Output);
        var id = started.RootElement.GetProperty("execution").GetProperty("id").GetString()!;
        for (var kill = 0; kill < 3; kill++)
        {
            using var process = praxis.Start("pipeline", "watch", id);
            var before = File.Exists(praxis["log"]) ? File.ReadAllLines(praxis["log"]).Length : 0;
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["log"]) && File.ReadAllLines(praxis["log"]).Length > before, 30_000));
            process.Kill();
            process.WaitForExit();
        }

        var end = praxis.Run("pipeline", "watch", id, "--json");
        Assert.Equal(0, end.Code);
        Assert.All(Steps(end.Output).Values, step => Assert.Equal(("Succeeded", false), step));
        Assert.Equal(6, Steps(end.Output).Count);

        // Each was begun once, but for those that a kill found running.
        Assert.InRange(File.ReadAllLines(praxis["log"]).Length, 6, 9);
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void Ctrl_C_stops_an_execution_and_retry_goes_on()
    {
        using var praxis = new PraxisProgram();
        praxis.Write("p.yaml", $$"""
            pipeline: p
            steps:
              - {name: A, type: Processing, run: ["true"]}
              - {name: B, type: Processing, run: [sh, -c, "echo $$ > {{praxis["pid"]}}; test -e {{praxis["go"]}} || exec sleep 60"], depends-on: [A]}
            """);
        using (var process = praxis.Start("pipeline", "start", "p.yaml"))
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(praxis["pid"]) && File.ReadAllText(praxis["pid"]).Length > 0, 30_000));
            Signals.Interrupt(process);
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }

        Assert.False(Signals.IsRunning(File.ReadAllText(praxis["pid"])));
        Assert.Contains("Stopped", praxis.Run("pipeline", "show", "p").Output);
        File.WriteAllText(praxis["go"], "");
        var again = praxis.Run("pipeline", "retry", "p");
        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("p:1  Succeeded", again.Output);
    }

    [Fact]
    public void Mistakes_are_told_and_nothing_is_written()
    {
        using var praxis = new PraxisProgram();
        var wrong = praxis.Run("pipeline", "start", praxis.Write("p.yaml", "pipeline: p\nparameters: {rate: 1}\nsteps:\n  - {name: A, type: Processing, run: [\"true\"], arguments: [\"${rat}\"]}\n  - {name: B, type: Trainig}\n"));
        Assert.Equal(1, wrong.Code);
        foreach (var words in (string[])["Did you mean 'Training'?", "Did you mean 'rate'?"])
            Assert.Contains(words, wrong.Error);
        Assert.Equal("", praxis.Run("pipeline", "executions", "p").Output.Split('\n').Skip(1).FirstOrDefault() ?? "");
        praxis.Run("pipeline", "create", praxis.Write("q.yaml", "pipeline: quick\nparameters: {rate: 1}\nsteps:\n  - {name: A, type: Processing, run: [\"true\"]}\n"));
        var parameter = praxis.Run("pipeline", "start", "quick", "--set", "rat=2", "--set", "rate=x");
        Assert.Equal(1, parameter.Code);
        Assert.Contains("Did you mean 'rate'?", parameter.Error);
        Assert.Contains("'x' is no Integer", parameter.Error);
        Assert.Contains("Did you mean 'quick'?", praxis.Run("pipeline", "start", "quik").Error);
    }

    [Fact]
    public async Task A_callback_waits_for_its_answer_and_private_addresses_need_leave()
    {
        using var praxis = new PraxisProgram();
        using var listener = new HttpListener();
        var port = Random.Shared.Next(20_000, 60_000);
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        praxis.Write("p.yaml", $$"""
            pipeline: p
            steps:
              - {name: Ask, type: Callback, url: "http://127.0.0.1:{{port}}/hook", inputs: {question: "ship it?"}, outputs: {approved: Boolean} }
              - name: Gate
                type: Condition
                if: ${Ask.approved} == true
                then:
                  - {name: Yes, type: Processing, run: ["true"]}
            """);
        var refused = praxis.Run("pipeline", "start", "p.yaml");
        Assert.Equal(2, refused.Code);
        Assert.Contains("this machine or a private network", refused.Output);
        using var process = praxis.Start(new Dictionary<string, string> { ["PRAXIS_ALLOWED_HOSTS"] = $"127.0.0.1:{port}" }, "pipeline", "start", "p.yaml");
        var call = await listener.GetContextAsync();
        using var body = await JsonDocument.ParseAsync(call.Request.InputStream);
        call.Response.Close();
        Assert.Equal("ship it?", body.RootElement.GetProperty("arguments").GetProperty("question").GetString());
        var token = body.RootElement.GetProperty("token").GetString()!;
        Assert.Equal(0, praxis.Run("pipeline", "callback", token, "--output", "approved=true").Code);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("Yes", praxis.Run("pipeline", "show", "p").Output);
        Assert.Contains("has been answered", praxis.Run("pipeline", "callback", token).Error);
    }
}
