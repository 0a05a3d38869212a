using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>supervised</c>, <c>skipgram</c> and <c>cbow</c>: from a text to <c>.bin</c> and <c>.vec</c>. Nothing is written, and nothing of before is lost, unless the training succeeds.</summary>
internal static class TrainCommand
{
    public static void Run(TrainingArguments arguments, Standard standard)
    {
        var target = arguments.Output + (arguments.Validation.Length > 0 && arguments.ModelSize.Length > 0 ? ".ftz" : ".bin");
        ExpectWritable(target);
        // A save that has begun is finished, so that no half-written file stays beside the place.
        using var interruption = new Interruption();
        using var model = arguments.Validation.Length > 0 ? AutotuneRun.Train(arguments, standard, interruption.Token) : Train(arguments, standard, interruption.Token);
        model.Save(target);
        model.SaveVectors(arguments.Output + ".vec");
        if (arguments.SavesOutput)
            model.SaveOutput(arguments.Output + ".output");
    }

    private static FastTextModel Train(TrainingArguments arguments, Standard standard, CancellationToken cancellationToken)
    {
        using var text = ModelFile.TrainingText(arguments);
        using var pretrained = ModelFile.Vectors(arguments);
        var log = new TrainingLog(arguments, standard.Error);
        var model = FastTextModel.Train(text, arguments.Options with { Pretrained = pretrained }, log.Tell, cancellationToken);
        log.End();
        return model;
    }

    // An output that cannot be written is told before the training, as the original does, but without emptying what is there.
    private static void ExpectWritable(string path)
    {
        try
        {
            var exists = File.Exists(path);
            using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            if (!exists)
                File.Delete(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException(new Problem { Type = "cannot-write", Found = $"{SafeText.Line(path)} cannot be opened for saving." }, refused);
        }
    }
}
