using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Autotune;

namespace Praxis.Cli.FastText;

/// <summary>A training whose settings are searched first. Ctrl+C ends the search, and the best settings so far are taken; the second time it ends the program.</summary>
internal static class AutotuneRun
{
    private static readonly string[] searched = ["dsub", "maxn", "minn", "bucket", "loss", "wordNgrams", "dim", "lr", "epoch"];

    public static FastTextModel Train(TrainingArguments arguments, Standard standard, CancellationToken endSearch)
    {
        var options = new AutotuneOptions
        {
            Metric = AutotuneMetric.Parse(arguments.Metric),
            Predictions = arguments.Predictions,
            Duration = TimeSpan.FromSeconds(Math.Max(0, arguments.Duration)),
            ModelSize = arguments.ModelSize.Length > 0 ? Bytes(arguments.ModelSize) : null,
            Fixed = searched.Where(arguments.IsGiven).ToHashSet(),
            Dsub = arguments.SubvectorSize,
        };
        using (ModelFile.Text(arguments.Validation, standard.Input, "Validation file cannot be opened!"))
        using (ModelFile.TrainingText(arguments))
            Warn(arguments, standard.Error);
        using var pretrained = ModelFile.Vectors(arguments);
        var (log, training) = (new AutotuneLog(arguments, standard.Output, standard.Error), new TrainingLog(arguments, standard.Error));
        var tuner = new Autotuner(() => ModelFile.TrainingText(arguments), () => ModelFile.Text(arguments.Validation, standard.Input, "Validation file cannot be opened!"), options, TimeProvider.System, log);
        var model = tuner.Run(arguments.Options with { Pretrained = pretrained }, training.Tell, endSearch);
        training.End();
        return model;
    }

    private static void Warn(TrainingArguments arguments, ByteOutput error)
    {
        foreach (var name in searched)
            if (arguments.IsGiven(name))
                error.Write($"Warning : {name} is manually set to a specific value. It will not be automatically optimized.\n");
        error.Flush();
    }

    private static long Bytes(string size)
    {
        var unit = char.ToLowerInvariant(size[^1]) switch
        {
            'k' => 1_000L,
            'm' => 1_000_000,
            'g' => 1_000_000_000,
            _ => 1,
        };
        return long.TryParse(unit == 1 ? size : size[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / unit
            ? number * unit
            : throw new UserException(new Problem { Type = "bad-number", Found = $"Unable to parse model size {SafeText.Line(size, 60)}", Expected = "bytes, or a number with k, m or g behind it" });
    }
}
