using System.CommandLine;
using Praxis.Contracts.Foundation;
using Praxis.Data.Samples;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis sample</c>: data to try things with.</summary>
internal static class SampleCommand
{
    public static Command Create(TextWriter error)
    {
        var rows = new Option<long>("--rows") { Description = "How many", DefaultValueFactory = _ => 20_000 }.Within("0 to 1000000000", value => value is >= 0 and <= 1_000_000_000);
        var seed = new Option<int>("--seed") { Description = "The same seed gives the same bytes", DefaultValueFactory = _ => 1 };
        var file = new Option<string>("--out") { Description = "The file to write; '-' is standard output", HelpName = "FILE", DefaultValueFactory = _ => "sample-reviews.csv" };
        var reviews = new Command("reviews", "Reviews of clothes that nobody wrote, as CSV.") { rows, seed, file };
        reviews.SetAction((parsed, cancellationToken) =>
        {
            if (parsed.GetValue(file) == "-")
            {
                using var output = Console.OpenStandardOutput();
                ReviewGenerator.Write(output, parsed.GetValue(rows), parsed.GetValue(seed), cancellationToken);
            }
            else
            {
                Write(parsed.GetValue(file)!, parsed.GetValue(rows), parsed.GetValue(seed), cancellationToken);
                error.WriteLine($"{SafeText.Line(parsed.GetValue(file))}: {parsed.GetValue(rows):N0} reviews, seed {parsed.GetValue(seed)}");
            }

            return Task.FromResult(0);
        });
        return new Command("sample", "Data to try things with: reviews.") { ExampleHelp.Of(reviews, "praxis sample reviews --rows 20000 --seed 1 --out reviews.csv") };
    }

    /// <summary>Writes the file whole or not at all.</summary>
    public static void Write(string path, long rows, int seed, CancellationToken cancellationToken)
    {
        var half = $"{path}.{Environment.ProcessId}.new";
        try
        {
            using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
                ReviewGenerator.Write(stream, rows, seed, cancellationToken);
            File.Move(half, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "file-not-writable", Found = $"the file cannot be written: {SafeText.Line(error.Message, 300)}", Where = SafeText.Line(path), Remedy = "Name another file with --out" }], error);
        }
        finally
        {
            File.Delete(half);
        }
    }
}
