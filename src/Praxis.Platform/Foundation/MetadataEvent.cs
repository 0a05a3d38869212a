namespace Praxis.Platform.Foundation;

/// <summary>Something that happened, written with the change it tells of.</summary>
/// <param name="Cursor">Its place in the order of events.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Subject">To what.</param>
/// <param name="Json">Details.</param>
/// <param name="Time">When.</param>
public sealed record MetadataEvent(long Cursor, string Kind, string Subject, string Json, DateTimeOffset Time);
