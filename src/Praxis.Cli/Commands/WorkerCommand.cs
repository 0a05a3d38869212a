using System.CommandLine;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Workers;
using Praxis.Platform.Prepare;
using Praxis.Platform.Train;

namespace Praxis.Cli.Commands;

/// <summary>What runs in the child processes of jobs; each ends when its owner does, but for those that outlive it.</summary>
internal static class WorkerCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("worker", "Runs one job; started by praxis itself.") { Train(output), Evaluate(output), PrepareReviews(output), Prepare(output), Transform(), Check(output) };
        command.Hidden = true;
        return command;
    }

    private static Command Train(TextWriter output)
    {
        var folder = new Argument<string>("folder");
        var algorithm = new Argument<string>("algorithm");
        var measure = new Option<bool>("--measure-accuracy");
        var command = new Command("train", "Trains by the job's folder.") { folder, algorithm, measure };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var ended = OwnersEnd(cancellationToken);
            var worker = new TrainingWorker(Algorithms.Trainers, TimeProvider.System, output) { MeasuresAccuracy = parsed.GetValue(measure) };
            return Task.FromResult(worker.Run(parsed.GetValue(folder)!, parsed.GetValue(algorithm)!, ended.Token));
        });
        return command;
    }

    private static Command Evaluate(TextWriter output)
    {
        var length = new Option<int>("--max-seq-length") { Description = "For models of tokens; ours read whole texts" };
        var command = new Command("evaluate", "Judges a model; the program of the image praxis/evaluate.") { length };
        command.SetAction((_, cancellationToken) => Processing(folder => new EvaluateWorker(Algorithms.Trainers, output).Run(folder, cancellationToken), cancellationToken));
        return command;
    }

    private static Command Transform()
    {
        var command = new Command("transform", "Predicts every row; the program of Transform steps.");
        command.SetAction((_, cancellationToken) => Processing(folder => new TransformWorker(Algorithms.Trainers).Run(folder, cancellationToken), cancellationToken));
        return command;
    }

    private static Command Check(TextWriter output)
    {
        var command = new Command("check", "Measures and compares with a baseline; the program of QualityCheck and ClarifyCheck steps.");
        command.SetAction((_, cancellationToken) => Processing(folder => new CheckWorker(Algorithms.Trainers, output).Run(folder, cancellationToken), cancellationToken));
        return command;
    }

    private static Command PrepareReviews(TextWriter output)
    {
        var defaults = new PrepareReviewsOptions();
        var train = new Option<double>("--train-split-percentage") { DefaultValueFactory = _ => defaults.Train };
        var validation = new Option<double?>("--validation-split-percentage");
        var test = new Option<double?>("--test-split-percentage");
        var balance = new Option<string>("--balance-dataset") { DefaultValueFactory = _ => "True" };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => defaults.Seed };
        var length = new Option<int>("--max-seq-length");
        var command = new Command("prepare-reviews", "Prepares the lab's reviews; the program of the image praxis/prepare-reviews.") { train, validation, test, balance, seed, length };
        command.SetAction((parsed, cancellationToken) =>
        {
            // What is not said is the lab's where it fits, else half of what is left.
            var left = 1 - parsed.GetValue(train);
            var half = Math.Abs(left - defaults.Validation - defaults.Test) < 1e-9 ? defaults.Validation : left / 2;
            var (judge, trial) = (parsed.GetValue(validation), parsed.GetValue(test));
            var options = new PrepareReviewsOptions
            {
                Train = parsed.GetValue(train),
                Validation = judge ?? (trial is { } given ? left - given : half),
                Test = trial ?? (judge is { } said ? left - said : half),
                Balance = !string.Equals(parsed.GetValue(balance), "false", StringComparison.OrdinalIgnoreCase),
                Seed = parsed.GetValue(seed),
            };
            return Processing(folder => new PrepareReviewsWorker(output).Run(folder, options, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static Command Prepare(TextWriter output)
    {
        var text = new Option<string>("--text") { Required = true };
        var label = new Option<string>("--label") { Required = true };
        var (map, facet) = (new Option<string?>("--label-map"), new Option<string?>("--facet"));
        var rare = new Option<int>("--rare-facet-rows") { DefaultValueFactory = _ => 10 };
        var (dedupe, noBalance) = (new Option<bool>("--dedupe"), new Option<bool>("--no-balance"));
        var heldOut = new Option<double>("--held-out") { DefaultValueFactory = _ => 0.1 };
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 1 };
        var command = new Command("prepare", "Makes rows to train on and rows held out; the program of the image praxis/prepare.") { text, label, map, facet, rare, dedupe, noBalance, heldOut, seed };
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new PrepareOptions
            {
                Text = parsed.GetValue(text)!,
                Label = parsed.GetValue(label)!,
                LabelMap = parsed.GetValue(map),
                Facet = parsed.GetValue(facet),
                RareFacetRows = parsed.GetValue(rare),
                Dedupe = parsed.GetValue(dedupe),
                Balance = !parsed.GetValue(noBalance),
                HeldOut = parsed.GetValue(heldOut),
                Seed = parsed.GetValue(seed),
            };
            return Processing(folder => new PrepareWorker(output).Run(folder, options, cancellationToken), cancellationToken);
        });
        return command;
    }

    // The folder comes by the contract's environment; what a user can mend goes into the file `failure`.
    private static Task<int> Processing(Action<string> work, CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("PRAXIS_JOB_DIR") ?? throw new UserException(new Problem { Type = "no-job", Found = "this is run by a job alone, and there is none", Remedy = "praxis pipeline start" });
        using var ended = OwnersEnd(cancellationToken);
        try
        {
            work(folder);
            return Task.FromResult(0);
        }
        catch (UserException error)
        {
            File.WriteAllText(Path.Combine(folder, "failure"), error.Message);
            return Task.FromResult((int)error.Fault);
        }
    }

    private static CancellationTokenSource OwnersEnd(CancellationToken cancellationToken)
    {
        var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (Environment.GetEnvironmentVariable(JobDefinition.OutlivesOwnerVariable) is not null)
            return ended;
        var owner = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
                continue;
            try
            {
                ended.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The work was done before.
            }
        })
        { IsBackground = true };
        owner.Start();
        return ended;
    }
}
