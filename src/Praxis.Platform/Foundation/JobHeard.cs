namespace Praxis.Platform.Foundation;

/// <summary>How far the words of a job stand on record, so that who goes on listening misses none and hears none twice.</summary>
/// <param name="Output">Bytes of its standard output.</param>
/// <param name="Error">Bytes of its standard error.</param>
/// <param name="Log">Bytes of its log, which hold those words.</param>
internal sealed record JobHeard(long Output, long Error, long Log);
