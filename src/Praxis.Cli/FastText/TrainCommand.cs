using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary><c>supervised</c>, <c>skipgram</c> and <c>cbow</c>: from a text to <c>.bin</c> and <c>.vec</c>. Nothing is written, and nothing of before is lost, unless the training succeeds.</summary>
internal static class TrainCommand
{
    public static void Run(TrainingArguments arguments, ByteOutput error)
    {
        var target = arguments.Output + ".bin";
        ExpectWritable(target);
        using var model = Train(arguments, error);
        model.Save(target);
        model.SaveVectors(arguments.Output + ".vec");
        if (arguments.SavesOutput)
            model.SaveOutput(arguments.Output + ".output");
    }

    private static FastTextModel Train(TrainingArguments arguments, ByteOutput error)
    {
        if (arguments.Input == "-")
            throw new UserException(new Problem { Type = "no-such-file", Found = "Cannot use stdin for training!", Remedy = "Write the text to a file first: it is read more than once" });
        using var text = ModelFile.Text(arguments.Input, $"{SafeText.Line(arguments.Input)} cannot be opened for training!");
        var log = new TrainingLog(arguments, error);
        var model = FastTextModel.Train(text, arguments.Options, log.Tell);
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
