using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Register;

/// <summary>A figure of two versions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Of the first version; undefined where it was not judged.</param>
/// <param name="Second">Of the second version.</param>
public sealed record VersionFigure(string Name, Estimate First, Estimate Second);
