using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>What the child process of a training job does. It knows only its folder and the contract's environment, no database.</summary>
public sealed class TrainingWorker(Trainers trainers, TimeProvider time, TextWriter output)
{
    /// <summary>Trains and writes <c>output/model/model.bin</c>; on a user's mistake writes <c>failure</c> and returns 1.</summary>
    /// <param name="folder">The job's folder, <c>jobs/ID/</c>.</param>
    /// <param name="algorithm">The algorithm's name.</param>
    /// <param name="cancellationToken">Set by SIGTERM or by the end of the owner.</param>
    public int Run(string folder, string algorithm, CancellationToken cancellationToken)
    {
        try
        {
            var hyperparameters = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(folder, "config", "hyperparameters.json")))!;
            var channel = Path.Combine(folder, "input", "train");
            var modelFolder = Directory.CreateDirectory(Path.Combine(folder, "output", "model")).FullName;
            using var model = File.Create(Path.Combine(modelFolder, "model.bin"));
            trainers[algorithm].Train(
                new TrainingContext
                {
                    Train = () => Directory.EnumerateFiles(channel).Order(StringComparer.Ordinal).SelectMany(ChannelReader.Read),
                    Columns = Directory.EnumerateFiles(channel).Order(StringComparer.Ordinal).Select(ChannelReader.Columns).FirstOrDefault(FeatureColumn.OneText),
                    Hyperparameters = hyperparameters,
                    Seed = ulong.Parse(Environment.GetEnvironmentVariable("PRAXIS_SEED") ?? "1", CultureInfo.InvariantCulture),
                    Threads = int.Parse(Environment.GetEnvironmentVariable("PRAXIS_CPUS") ?? "1", CultureInfo.InvariantCulture),
                    Checkpoints = new FileCheckpoints(Path.Combine(folder, "checkpoints"), time),
                    Report = (name, value, step) => output.WriteLine(
                        string.Create(CultureInfo.InvariantCulture, $"{{\"metric\":\"{name}\",\"value\":{value:R},\"step\":{step}}}")),
                },
                model,
                cancellationToken);
            return 0;
        }
        catch (UserException error)
        {
            File.WriteAllText(Path.Combine(folder, "failure"), error.Message);
            return (int)error.Fault;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}
