namespace Praxis.Server.Api;

/// <summary>Some items of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">What <c>after</c> asks for those after these; null where there are none.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
