namespace Praxis.Contracts.Register;

/// <summary>Who let a model version answer, or kept it from that, when and why.</summary>
/// <param name="Status">The status from then on.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="Time">When (UTC).</param>
public sealed record ApprovalChange(ModelStatus Status, string By, string Reason, DateTimeOffset Time);
