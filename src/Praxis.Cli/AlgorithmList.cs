using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;

namespace Praxis.Cli;

/// <summary>The algorithms that can be trained, for people and for programs.</summary>
internal static class AlgorithmList
{
    public static int Write(TextWriter output, string? only, bool isJson)
    {
        var trainers = only is null ? Algorithms.Trainers.All : [Algorithms.Trainers[only]];
        if (isJson)
        {
            output.WriteLine(RecordJson.WriteIndented(trainers.Select(trainer => new { trainer.Algorithm, trainer.Description, trainer.AllowsSeveralLabels, Hyperparameters = Known(trainer) })));
            return 0;
        }

        foreach (var trainer in trainers)
        {
            output.WriteLine(trainer.Algorithm);
            if (trainer.Description.Length > 0)
                output.WriteLine($"  {trainer.Description}");
            foreach (var line in Lines(trainer))
                output.WriteLine("  " + line);
            output.WriteLine();
        }

        return 0;
    }

    private static IEnumerable<object> Known(ITrainer trainer) => trainer.Hyperparameters.Count > 0
        ? trainer.Hyperparameters.Select(parameter => (object)new { parameter.Name, parameter.Default, parameter.Expected, parameter.TuningRange, parameter.OtherNames, parameter.Description })
        : trainer.Defaults.Select(pair => (object)new { Name = pair.Key, Default = pair.Value });

    private static IEnumerable<string> Lines(ITrainer trainer)
    {
        if (trainer.Hyperparameters.Count == 0)
        {
            foreach (var (name, value) in trainer.Defaults)
                yield return $"{name,-20} {value}";
            yield break;
        }

        using var table = new StringWriter { NewLine = "\n" };
        Table.Write(table, ["hyper-parameter", "default", "range", "search in", "also called", "what it does"], trainer.Hyperparameters.Select(parameter => new[]
        {
            parameter.Name, parameter.Default, parameter.Expected, parameter.TuningRange ?? "", string.Join(", ", parameter.OtherNames), parameter.Description,
        }));
        foreach (var line in table.ToString().TrimEnd('\n').Split('\n'))
            yield return line;
    }
}
