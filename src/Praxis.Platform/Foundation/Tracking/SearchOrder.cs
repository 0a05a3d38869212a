namespace Praxis.Platform.Foundation.Tracking;

/// <summary>One sort key.</summary>
/// <param name="Key">What is sorted by.</param>
/// <param name="IsDescending">Whether the largest comes first.</param>
internal sealed record SearchOrder(FilterKey Key, bool IsDescending);
