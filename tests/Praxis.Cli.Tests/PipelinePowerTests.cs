using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Praxis.Cli.Tests;

/// <summary>Pipelines on a disk that drops what was not flushed (F3), and on one whose flush fails once (F4).</summary>
public sealed class PipelinePowerTests
{
    private const string Three = """
        pipeline: p
        steps:
          - {name: A, type: Processing, run: [sh, -c, "sleep 0.1; echo a > $PRAXIS_OUTPUT_OUT/x"], outputs: [out]}
          - {name: Train, type: Training, run: [sh, -c, "cp $PRAXIS_INPUT_TRAIN/x $PRAXIS_MODEL_DIR/model"], channels: {train: "${A.out}"}}
          - {name: Register, type: RegisterModel, group: g, model: "${Train.model}"}
        """;

    [Fact]
    public void After_a_power_cut_what_was_said_to_be_done_is_there_and_the_rest_goes_on()
    {
        var random = new Random(3);
        var whole = TimeSpan.Zero;
        for (var moment = 0; moment < 3; moment++)
        {
            using var praxis = new PraxisProgram();
            var cut = PowerCut.Build(praxis);
            Assert.SkipUnless(cut is not null, "a C compiler is not here");
            praxis.Write("p.yaml", Three);
            var clock = Stopwatch.StartNew();
            bool isDone;
            using (var run = praxis.Start(cut.Begin(), "pipeline", "start", "p.yaml"))
            {
                run.WaitForExit(moment == 0 ? TimeSpan.FromMinutes(2) : whole * (0.3 + 0.7 * random.NextDouble()));
                if (!run.HasExited)
                    Signals.KillHard(run);
                run.WaitForExit();
                isDone = run.ExitCode == 0;
            }

            whole = moment == 0 ? clock.Elapsed : whole;
            cut.Restore();
            if (isDone)
                Assert.Equal(["Succeeded"], Statuses(praxis));
            Assert.Equal(0, praxis.Run("workspace", "check").Code);
            foreach (var execution in JsonNode.Parse(praxis.Run("pipeline", "executions", "--json").Output)!.AsArray())
                Assert.Equal(0, praxis.Run("pipeline", "watch", execution!["id"]!.GetValue<string>()).Code);
            if (!isDone)
                Assert.Equal(0, praxis.Run("pipeline", "start", "p.yaml").Code);
            Assert.All(Statuses(praxis), status => Assert.Equal("Succeeded", status));
            Assert.Equal("g:1", Assert.Single(JsonNode.Parse(praxis.Run("models", "list", "--json").Output)!.AsArray())!["id"]!.GetValue<string>());
            Assert.Equal(0, praxis.Run("workspace", "check").Code);
        }
    }

    [Fact]
    public void A_flush_that_fails_once_ends_what_stands_on_it_and_nothing_is_built_upon_it()
    {
        var failed = 0;
        foreach (var flush in (int[])[1, 2, 3, 7, 15, 19, 23])
        {
            using var praxis = new PraxisProgram();
            var cut = PowerCut.Build(praxis);
            Assert.SkipUnless(cut is not null, "a C compiler is not here");
            praxis.Write("p.yaml", Three);
            var run = praxis.Run(cut.Begin(flush), "pipeline", "start", "p.yaml");
            var said = $"flush {flush} of {cut.Failed}: {run.Code} {run.Error} {run.Output}";
            if (cut.Failed is null)
            {
                Assert.True(run.Code == 0, said);
                continue;
            }

            // Two that SQLite means to pass over: its log moves into the file when it is closed, and stays a log where that fails; and a folder's flush, after our own of the same folder.
            failed++;
            Assert.True(run.Code == 2 || (run.Code == 0 && (cut.Failed.EndsWith("metadata.db", StringComparison.Ordinal) || (flush > 4 && cut.Failed == praxis.Workspace))), said);
            Assert.DoesNotContain("   at ", said);
            foreach (var execution in JsonNode.Parse(praxis.Run("pipeline", "executions", "--json").Output)!.AsArray())
            {
                var command = execution!["status"]!.GetValue<string>() == "Failed" ? "retry" : "watch";
                var again = praxis.Run("pipeline", command, execution["id"]!.GetValue<string>());
                Assert.True(again.Code == 0, said + again.Error + again.Output);
            }

            Assert.Equal(0, praxis.Run("pipeline", "start", "p.yaml").Code);
            Assert.Single(JsonNode.Parse(praxis.Run("models", "list", "--json").Output)!.AsArray());
            Assert.Equal(0, praxis.Run("workspace", "check").Code);
        }

        Assert.True(failed > 3, $"{failed} failed");
    }

    private static List<string> Statuses(PraxisProgram praxis) =>
        [.. JsonNode.Parse(praxis.Run("pipeline", "executions", "--json").Output)!.AsArray().Select(execution => execution!["status"]!.GetValue<string>())];
}
