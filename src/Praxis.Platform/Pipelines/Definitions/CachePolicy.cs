namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>Whether an earlier result of a step may stand for it.</summary>
/// <param name="Enabled">Whether it may.</param>
/// <param name="ExpireAfter">How old it may be; null where it never gets too old.</param>
internal sealed record CachePolicy(bool Enabled, Iso8601Duration? ExpireAfter)
{
    public static CachePolicy None { get; } = new(false, null);
}
