using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

namespace Praxis.Benchmarks;

/// <summary>Fits TF-IDF with logistic regression on a file on one and on two threads: <c>FILE [times] [name=value ...]</c>.</summary>
internal static class LogisticTimes
{
    public static void Run(string[] args)
    {
        var rows = LabeledFile.Read(args[0]);
        var times = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
        var hyperparameters = args.Skip(2).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var threads in (int[])[1, 2])
        {
            var seconds = new List<double>();
            var hashes = new HashSet<string>();
            for (var i = 0; i < times; i++)
            {
                using var model = new MemoryStream();
                var clock = Stopwatch.StartNew();
                new TfidfLogisticRegressionTrainer().Train(new TrainingContext { Train = () => rows, Hyperparameters = hyperparameters, Threads = threads }, model, CancellationToken.None);
                seconds.Add(clock.Elapsed.TotalSeconds);
                hashes.Add(Convert.ToHexStringLower(SHA256.HashData(model.ToArray())));
            }

            seconds.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{threads} thread(s): {rows.Count} rows, median {seconds[times / 2]:0.00} s of {times} (first to last {seconds[0]:0.00} to {seconds[^1]:0.00}); model {string.Join(" and ", hashes)[..16]}"));
        }
    }
}
