// A training on record, a job in a process of its own, and the registered model's answer: dotnet run samples/train.cs
// The program praxis does the work; in a clone, ./praxis builds it.
#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
using System.Diagnostics;

File.WriteAllLines("train.txt", Enumerable.Range(0, 500).Select(i => i % 2 == 0 ? $"__label__good soft and lovely , size {i % 9}" : $"__label__bad it fell apart , size {i % 9}"));
var praxis = Environment.GetEnvironmentVariable("PRAXIS") ?? "praxis";
foreach (var command in new[] { "train train.txt --algorithm fasttext --set buckets=10000 --name reviews", "predict reviews --k 2 \"lovely and soft\"", "jobs metrics reviews --metric train:accuracy" })
{
    using var process = Process.Start(praxis, command);
    process.WaitForExit();
    Environment.ExitCode = Math.Max(Environment.ExitCode, process.ExitCode);
}
