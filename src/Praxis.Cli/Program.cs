using Praxis.Cli;
using Praxis.Cli.FastText;

// Before anything else is built: a script may call it thousands of times, and then the start is all there is.
if (args is ["fasttext", ..])
    return FastTextProgram.Run(args.AsSpan(1), Standard.OfProcess());
return PraxisCommand.RunAsync(args, Console.Out, Console.Error).GetAwaiter().GetResult();
