namespace Praxis.Contracts.Register;

/// <summary>Where a model version stands on its way, in words of the team's own.</summary>
/// <param name="Stage">Such as <c>staging</c> or <c>production</c>.</param>
/// <param name="StageStatus">Such as <c>approved</c> or <c>in-test</c>; empty where nobody said.</param>
/// <param name="StageDescription">A sentence about it; empty where nobody said.</param>
public sealed record ModelLifeCycle(string Stage, string StageStatus = "", string StageDescription = "");
