namespace Praxis.Platform.Tests.Ingest;

/// <summary>The real time, and what a test adds to it.</summary>
internal sealed class HandClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
