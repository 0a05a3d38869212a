using System.CommandLine;
using Praxis.Platform.Train;

namespace Praxis.Cli.Commands;

/// <summary>The child process of a training job; ends when its owner does.</summary>
internal static class WorkerCommand
{
    public static Command Create(TextWriter output)
    {
        var folder = new Argument<string>("folder");
        var algorithm = new Argument<string>("algorithm");
        var measure = new Option<bool>("--measure-accuracy");
        var command = new Command("worker", "Runs one job; started by praxis itself.") { folder, algorithm, measure };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var owner = new Thread(() =>
            {
                while (Console.In.Read() >= 0)
                    continue;
                ended.Cancel();
            })
            { IsBackground = true };
            owner.Start();
            var worker = new TrainingWorker(Algorithms.Trainers, TimeProvider.System, output) { MeasuresAccuracy = parsed.GetValue(measure) };
            return Task.FromResult(worker.Run(parsed.GetValue(folder)!, parsed.GetValue(algorithm)!, ended.Token));
        });
        return command;
    }
}
