using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>print-word-vectors</c>, <c>print-sentence-vectors</c>, <c>print-ngrams</c> and <c>dump</c>: what a model holds, as text.</summary>
internal static class VectorCommands
{
    public static void WriteWords(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length != 2)
            throw new UsageException(Usage.WordVectors);
        using var model = ModelFile.Load(arguments[1]);
        model.WriteWordVectors(standard.Input, standard.Output.Stream);
    }

    public static void WriteSentences(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length != 2)
            throw new UsageException(Usage.SentenceVectors);
        using var model = ModelFile.Load(arguments[1]);
        model.WriteSentenceVectors(standard.Input, standard.Output.Stream);
    }

    public static void WriteNgrams(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length != 3)
            throw new UsageException(Usage.Ngrams);
        using var model = ModelFile.Load(arguments[1]);
        model.WriteNgramVectors(arguments[2], standard.Output.Stream);
    }

    public static void Dump(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length < 3)
            throw new UsageException(Usage.Dump, isOnOutput: true);
        using var model = ModelFile.Load(arguments[1]);
        var part = arguments[2] switch
        {
            "args" => FastTextPart.Arguments,
            "dict" => FastTextPart.Dictionary,
            "input" => FastTextPart.Input,
            "output" => FastTextPart.Output,
            _ => throw new UsageException(Usage.Dump, isOnOutput: true),
        };
        try
        {
            model.Dump(part, standard.Output.Stream);
        }
        catch (UserException refused) when (refused.Problems[0].Type == "quantized-model")
        {
            // No failure in the original either: the exit code is 0.
            standard.Error.Write(refused.Problems[0].Found);
            standard.Error.Write("\n"u8);
            standard.Error.Flush();
        }
    }
}
