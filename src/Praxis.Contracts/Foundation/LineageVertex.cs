namespace Praxis.Contracts.Foundation;

/// <summary>A thing of the lineage, in SageMaker's words.</summary>
/// <param name="Arn">Its name, <c>kind/id</c>.</param>
/// <param name="Type">What it is, such as <c>DataSet</c>, <c>Model</c> or <c>Endpoint</c>.</param>
/// <param name="LineageType"><c>Artifact</c>, <c>Action</c>, <c>Context</c> or <c>TrialComponent</c>.</param>
/// <param name="Depth">How many associations it is away from the nearest start.</param>
public sealed record LineageVertex(string Arn, string Type, string LineageType, int Depth);
