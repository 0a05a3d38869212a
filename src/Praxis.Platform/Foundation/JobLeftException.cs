namespace Praxis.Platform.Foundation;

/// <summary>A job was left running, for the next process to go on with.</summary>
internal sealed class JobLeftException(CancellationToken cancellationToken) : OperationCanceledException("The job was left running.", cancellationToken);
