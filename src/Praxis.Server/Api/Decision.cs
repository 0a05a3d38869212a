using Praxis.Contracts.Register;

namespace Praxis.Server.Api;

/// <summary>What is decided about a model version.</summary>
/// <param name="Status">Approved or Rejected.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who decides; the token alone says that somebody may.</param>
public sealed record Decision(ModelStatus Status, string? Reason = null, string? By = null);
