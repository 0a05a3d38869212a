using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;

// Fits TF-IDF with logistic regression on a file of "__label__LABEL text" lines:
//   dotnet run -c Release --project benchmarks/Praxis.Benchmarks -- FILE [times] [name=value ...]
var rows = File.ReadLines(args[0]).Select(line => line.Split(' ', 2)).Select(pair => new LabeledText(Unquoted(pair[1]), pair[0]["__label__".Length..])).ToList();
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

static string Unquoted(string text) => text.StartsWith('"') && text.EndsWith('"') && text.Length > 1 ? text[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : text;
