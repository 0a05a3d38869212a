namespace Praxis.Platform.Pipelines.Replays;

/// <summary>What a replay found of one piece of work.</summary>
public enum ReplayOutcome
{
    /// <summary>It gave the same bytes.</summary>
    Same,

    /// <summary>It gave other bytes.</summary>
    Differs,

    /// <summary>It could not be done again.</summary>
    Failed,
}
