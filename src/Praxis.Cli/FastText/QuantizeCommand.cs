using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>quantize</c>: from <c>OUT.bin</c> to <c>OUT.ftz</c>.</summary>
internal static class QuantizeCommand
{
    public static void Run(ReadOnlySpan<string> arguments, Standard standard)
    {
        if (arguments.Length < 2)
            throw new UsageException(TrainingArguments.Help("quantize", Usage.Quantize));
        var parsed = TrainingArguments.Parse(arguments);
        var trains = parsed.Retrains && parsed.Cutoff > 0;
        using var interruption = new Interruption();
        using var model = ModelFile.Load(parsed.Output + ".bin");
        using var text = trains ? ModelFile.TrainingText(parsed) : null;
        var log = new TrainingLog(parsed, standard.Error);
        using var small = model.Quantize(Options(parsed, trains), text, log.Tell, interruption.Token);
        if (log.HasTrained)
            log.End();
        small.Save(parsed.Output + ".ftz");
    }

    // The codes are the same on any number of threads, so without a number all cores make them; training again repeats to the byte on one only.
    private static QuantizeOptions Options(TrainingArguments parsed, bool trains) => new()
    {
        Cutoff = parsed.Cutoff,
        Retrain = parsed.Retrains,
        Qnorm = parsed.QuantizesNorms,
        Qout = parsed.QuantizesOutput,
        Dsub = parsed.SubvectorSize,
        Epochs = parsed.Options.Epochs,
        LearningRate = parsed.Options.LearningRate,
        Threads = parsed.IsGiven("thread") || trains ? parsed.Options.Threads : Environment.ProcessorCount,
    };
}
