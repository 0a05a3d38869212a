using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis predict</c>: a registered model answers without a server.</summary>
internal static class PredictCommand
{
    public static Command Create(TextWriter output)
    {
        var name = new Argument<string>("model") { Description = "NAME (the newest version) or NAME:VERSION" };
        var texts = new Argument<string[]>("texts") { Description = "The texts, or for a model of several columns JSON objects of them; none reads one a line from standard input", Arity = ArgumentArity.ZeroOrMore };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("predict", "Asks a registered model; needs no server.") { name, texts, workspaceOption, json };
        command.SetAction((parsed, cancellationToken) =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var classifier = new Endpoints(workspace, Algorithms.Trainers).Load(new Models(workspace).Get(parsed.GetValue(name)!));
            var probabilities = new double[classifier.Labels.Count];
            var row = 0;
            foreach (var text in parsed.GetValue(texts) is { Length: > 0 } said ? said : Lines())
            {
                cancellationToken.ThrowIfCancellationRequested();
                classifier.Predict(InstanceJson.Parse(text, classifier.Columns, $"row {++row}"), probabilities);
                var best = Array.IndexOf(probabilities, probabilities.Max());
                output.WriteLine(parsed.GetValue(json)
                    ? RecordJson.Write(new Prediction(classifier.Labels[best], probabilities[best], classifier.Labels.Zip(probabilities).ToDictionary(pair => pair.First, pair => pair.Second)))
                    : string.Create(CultureInfo.InvariantCulture, $"{SafeText.Line(classifier.Labels[best], 60)}\t{probabilities[best]:0.0000}"));
            }

            return Task.FromResult(0);
        });
        return ExampleHelp.Of(command, "praxis predict reviews \"I love it\" \"It fell apart\"", "praxis predict reviews:1 --json < texts.txt");
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line)
            yield return line;
    }
}
