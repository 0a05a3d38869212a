using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>test</c> and <c>test-label</c>: precision and recall over the lines of a text, and of each label. Unlike 0.9.2, the recall of a label counts every line that names it.</summary>
internal static class TestCommand
{
    public static void Run(ReadOnlySpan<string> arguments, Standard standard)
    {
        var output = standard.Output;
        var isByLabel = arguments[0] == "test-label";
        if (arguments.Length is < 3 or > 5)
            throw new UsageException(isByLabel ? Usage.TestLabel : Usage.Test);
        var k = arguments.Length > 3 ? LeadingNumber.Whole("k", arguments[3]) : 1;
        var threshold = arguments.Length > 4 ? LeadingNumber.Real("th", arguments[4]) : 0;
        using var model = ModelFile.Load(arguments[1]);
        using var text = ModelFile.Text(arguments[2], standard.Input, "Test file cannot be opened!");
        var test = model.Test(text, k, threshold);
        if (isByLabel)
            foreach (var label in test.Labels)
                WriteLabel(label, output);
        output.Write("N\t"u8);
        output.Write(test.Examples);
        WriteAll("\nP@"u8, k, test.All.Precision, isByLabel, output);
        WriteAll("\nR@"u8, k, test.All.Recall, isByLabel, output);
        output.Write("\n"u8);
    }

    private static void WriteLabel(LabelTest label, ByteOutput output)
    {
        WriteMetric("F1-Score : "u8, label.F1, output);
        WriteMetric("Precision : "u8, label.Precision, output);
        WriteMetric("Recall : "u8, label.Recall, output);
        output.Write(" "u8);
        output.Write(label.Token.Span);
        output.Write("\n"u8);
    }

    private static void WriteMetric(ReadOnlySpan<byte> name, double value, ByteOutput output)
    {
        output.Write(name);
        if (double.IsFinite(value))
            output.Write(value, "F6");
        else
            output.Write("--------"u8);
        output.Write("  "u8);
    }

    private static void WriteAll(ReadOnlySpan<byte> name, int k, double value, bool isFixed, ByteOutput output)
    {
        output.Write(name);
        output.Write(k);
        output.Write("\t"u8);
        if (double.IsNaN(value))
            output.Write("nan"u8);
        else
            output.Write(value, isFixed ? "F3" : "g3");
    }
}
