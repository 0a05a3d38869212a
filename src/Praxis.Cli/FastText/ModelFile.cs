using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary>Opens what a command names, with the original's words where that fails.</summary>
internal static class ModelFile
{
    public static FastTextModel Load(string path)
    {
        try
        {
            return FastTextModel.Load(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException(new Problem { Type = "no-such-model", Found = $"{SafeText.Line(path)} cannot be opened for loading!" }, error);
        }
    }

    /// <summary>A text to read, unbuffered; <c>-</c> is standard input.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="refusal">What is said where it cannot be opened.</param>
    public static Stream Text(string path, Stream input, string refusal)
    {
        if (path == "-")
            return input;
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UserException(new Problem { Type = "no-such-file", Found = refusal }, error);
        }
    }

    /// <summary>The text to train on; standard input is refused, as in the original.</summary>
    public static Stream TrainingText(TrainingArguments arguments)
    {
        if (arguments.Input == "-")
            throw new UserException(new Problem { Type = "no-such-file", Found = "Cannot use stdin for training!", Remedy = "Write the text to a file first" });
        return Text(arguments.Input, Stream.Null, $"{SafeText.Line(arguments.Input)} cannot be opened for training!");
    }

    /// <summary>The vectors to start the words from; null where none are named.</summary>
    public static VectorFile? Vectors(TrainingArguments arguments)
    {
        if (arguments.PretrainedVectors.Length == 0)
            return null;
        using var stream = Text(arguments.PretrainedVectors, Stream.Null, $"{SafeText.Line(arguments.PretrainedVectors)} cannot be opened for loading!");
        return VectorFile.Read(stream);
    }
}
