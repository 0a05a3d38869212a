namespace Praxis.Cli;

/// <summary>Whoever read standard output has closed it; no fault of anybody.</summary>
internal sealed class ReaderGoneException : IOException
{
    public ReaderGoneException()
        : base("the reader of standard output is gone")
    {
    }
}
