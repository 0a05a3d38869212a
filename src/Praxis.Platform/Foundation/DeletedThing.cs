namespace Praxis.Platform.Foundation;

/// <summary>Something that was deleted and can still be brought back.</summary>
/// <param name="Kind">What it is: <c>model</c>, <c>dataset</c>, <c>experiment</c>, <c>run</c>.</param>
/// <param name="Id">Its name.</param>
/// <param name="At">When it was deleted (UTC).</param>
public sealed record DeletedThing(string Kind, string Id, DateTimeOffset At);
