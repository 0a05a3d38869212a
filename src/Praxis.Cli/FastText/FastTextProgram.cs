using Praxis.Contracts.Foundation;

namespace Praxis.Cli.FastText;

/// <summary>
/// <c>praxis fasttext</c>: the program <c>fasttext</c> 0.9.2 with its arguments, output and exit codes, so that scripts change only the name. What the original ends by
/// an abort ends here with the same text and exit code 1. Nothing of the other commands is built for it.
/// </summary>
internal static class FastTextProgram
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Interrupted = 130;
    private const int BrokenPipe = 141;

    public static int Run(ReadOnlySpan<string> arguments, Standard standard)
    {
        try
        {
            Dispatch(arguments, standard);
            standard.Output.Flush();
            return Done;
        }
        catch (UsageException usage)
        {
            var stream = usage.IsOnOutput ? standard.Output : standard.Error;
            stream.Write(usage.Text);
            stream.Flush();
            return Failed;
        }
        catch (UserException mistake)
        {
            return Fail(mistake, standard);
        }
        catch (IOException disk) when (disk.HResult == 32)
        {
            // The reader of a pipe is gone; the original dies of the signal, silently.
            return BrokenPipe;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
        catch (Exception environment) when (environment is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            return Fail(new UserException(new Problem { Type = "environment", Found = environment.Message }, environment), standard);
        }
    }

    private static void Dispatch(ReadOnlySpan<string> arguments, Standard standard)
    {
        var command = arguments.Length == 0 ? "" : arguments[0];
        switch (command)
        {
            case "predict":
            case "predict-prob":
                PredictCommand.Run(arguments, standard);
                break;
            case "test":
            case "test-label":
                TestCommand.Run(arguments, standard);
                break;
            case "supervised":
            case "skipgram":
            case "cbow":
                TrainCommand.Run(TrainingArguments.Parse(arguments), standard);
                break;
            case "quantize":
                QuantizeCommand.Run(arguments, standard);
                break;
            case "print-word-vectors":
                VectorCommands.WriteWords(arguments, standard);
                break;
            case "print-sentence-vectors":
                VectorCommands.WriteSentences(arguments, standard);
                break;
            case "print-ngrams":
                VectorCommands.WriteNgrams(arguments, standard);
                break;
            case "nn":
                NeighbourCommands.Nearest(arguments, standard);
                break;
            case "analogies":
                NeighbourCommands.Analogies(arguments, standard);
                break;
            case "dump":
                VectorCommands.Dump(arguments, standard);
                break;
            default:
                throw new UsageException(Usage.Commands);
        }
    }

    private static int Fail(UserException mistake, Standard standard)
    {
        standard.Output.Flush();
        var error = standard.Error;
        foreach (var problem in mistake.Problems)
        {
            error.Write(SafeText.Line(problem.Found));
            error.Write("\n"u8);
            if (problem.Expected is not null)
                error.Write($"  expected: {SafeText.Line(problem.Expected)}\n");
            if (problem.Remedy is not null)
                error.Write($"  do this:  {SafeText.Line(problem.Remedy)}\n");
        }

        error.Flush();
        return Failed;
    }
}
