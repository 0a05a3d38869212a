namespace Praxis.Contracts.Foundation;

/// <summary>A thing that lineage connects: a dataset version, a job, a model version, an evaluation or an endpoint.</summary>
/// <param name="Kind">What it is: <c>dataset</c>, <c>prepared</c>, <c>job</c>, <c>evaluation</c>, <c>model</c>, <c>endpoint</c>.</param>
/// <param name="Id">Identifies it among its kind, for example <c>reviews:1</c> (name and version) or a job's id.</param>
public sealed record LineageNode(string Kind, string Id);
