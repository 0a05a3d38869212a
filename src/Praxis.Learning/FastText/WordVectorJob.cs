using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Learning.FastText;

/// <summary>
/// Word vectors behind the trainer contract: rows are lines as they are, the model is the original's <c>.bin</c> file, and beside it lie BlazingText's <c>vectors.bin</c> (the same),
/// <c>vectors.txt</c> and <c>eval.json</c>.
/// </summary>
internal static class WordVectorJob
{
    public static void Train(TrainingContext context, FastTextClassifierSettings settings, Stream model, CancellationToken cancellationToken)
    {
        var pairs = settings.Evaluates && context.Validation is { } judge ? Pairs(judge()) : null;
        var options = settings.Options;
        using var text = Text(context.Train());
        using var fitted = FastTextModel.Train(text, options, progress => context.Report?.Invoke("train:progress", progress.Fraction, (long)(progress.Fraction * options.Epochs)), cancellationToken);
        fitted.Save(model);
        Write(context, "vectors.bin", fitted.Save);
        Write(context, "vectors.txt", fitted.SaveVectors);
        if (pairs is null)
            return;
        var (meanRho, known) = pairs.Evaluate(WordSpace.Of(fitted));
        if (meanRho is { } rho)
            context.Report?.Invoke("train:mean_rho", rho, options.Epochs);
        Write(context, "eval.json", stream => JsonSerializer.Serialize(stream, new Dictionary<string, object?> { ["mean_rho"] = meanRho, ["pairs"] = pairs.Count, ["known_pairs"] = known }));
    }

    private static RowText Text(IEnumerable<LabeledText> rows) => new(rows, row => row.Text);

    private static WordSimilarity Pairs(IEnumerable<LabeledText> rows)
    {
        using var text = Text(rows);
        return WordSimilarity.Read(text);
    }

    private static void Write(TrainingContext context, string name, Action<Stream> write)
    {
        using var stream = context.CreateFile?.Invoke(name);
        if (stream is not null)
            write(stream);
    }
}
