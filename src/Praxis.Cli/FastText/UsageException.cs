namespace Praxis.Cli.FastText;

/// <summary>The arguments are not what a command takes; it prints this text, and nothing else happens.</summary>
internal sealed class UsageException(byte[] text, bool isOnOutput = false) : Exception
{
    public UsageException(ReadOnlySpan<byte> text, bool isOnOutput = false)
        : this(text.ToArray(), isOnOutput)
    {
    }

    public byte[] Text { get; } = text;

    /// <summary>Some of the original's usages go to standard output.</summary>
    public bool IsOnOutput { get; } = isOnOutput;
}
