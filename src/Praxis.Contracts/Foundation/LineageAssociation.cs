namespace Praxis.Contracts.Foundation;

/// <summary>How two things of the lineage belong together, in SageMaker's words.</summary>
/// <param name="SourceArn">What was used, <c>kind/id</c>.</param>
/// <param name="DestinationArn">What came of it.</param>
/// <param name="AssociationType"><c>ContributedTo</c>, <c>AssociatedWith</c>, <c>DerivedFrom</c>, <c>Produced</c> or <c>SameAs</c>.</param>
/// <param name="Relation">The same as it was written down, such as <c>input-of</c>.</param>
public sealed record LineageAssociation(string SourceArn, string DestinationArn, string AssociationType, string Relation);
