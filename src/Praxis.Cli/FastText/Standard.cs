namespace Praxis.Cli.FastText;

/// <summary>The three streams of a program.</summary>
internal sealed class Standard(Stream input, Stream output, Stream error)
{
    /// <summary>Those of this process.</summary>
    public static Standard OfProcess() => new(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError());

    public Stream Input { get; } = input;

    public ByteOutput Output { get; } = new(output);

    public ByteOutput Error { get; } = new(error);
}
