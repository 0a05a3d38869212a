using Praxis.Learning.Ensembles;
using Praxis.Learning.FastText;
using Praxis.Learning.Linear;
using Praxis.Learning.Trees;
using Praxis.Platform.Train;

namespace Praxis.Cli;

/// <summary>What this host registers.</summary>
internal static class Algorithms
{
    /// <summary>The trainers.</summary>
    public static Trainers Trainers { get; } = new(
        [new TfidfLogisticRegressionTrainer(), new LinearTrainer(), new FastTextClassifierTrainer(), FastTextClassifierTrainer.BlazingText(), new GradientBoostingTrainer(), new EnsembleTrainer()]);

    /// <summary>The path of this program, which is also the worker of its jobs.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "praxis.exe" : "praxis");
}
