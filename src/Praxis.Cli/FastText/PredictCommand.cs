using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>predict</c> and <c>predict-prob</c>: a line of labels for each line of a text.</summary>
internal static class PredictCommand
{
    public static void Run(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length is < 3 or > 5)
            throw new UsageException(Usage.Predict);
        var k = arguments.Length > 3 ? LeadingNumber.Whole("k", arguments[3]) : 1;
        var threshold = arguments.Length > 4 ? LeadingNumber.Real("th", arguments[4]) : 0;
        using var model = ModelFile.Load(arguments[1]);
        using var text = ModelFile.Text(arguments[2], standard.Input, "Input file cannot be opened!");
        model.PredictLines(text, standard.Output.Stream, k, threshold, arguments[0] == "predict-prob");
    }
}
