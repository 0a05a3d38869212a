namespace Praxis.Contracts.Train;

/// <summary>A feature and how strongly it speaks for a label.</summary>
/// <param name="Feature">A word or word n-gram.</param>
/// <param name="Weight">Its weight; greater speaks louder.</param>
public sealed record TellingFeature(string Feature, double Weight);
