namespace Praxis.Contracts.Experiments;

/// <summary>A model that went into a run or came out of it.</summary>
/// <param name="Id">The model's id.</param>
/// <param name="IsOutput">Whether it came out.</param>
/// <param name="Step">At which step; 0 where that means nothing.</param>
public sealed record RunModel(string Id, bool IsOutput, long Step = 0);
