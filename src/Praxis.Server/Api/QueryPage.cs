namespace Praxis.Server.Api;

/// <summary>Some rows of a query's answer, as texts.</summary>
/// <param name="Columns">The columns' names.</param>
/// <param name="Rows">The rows; null is no value.</param>
/// <param name="Next">What <c>skip</c> asks for the rows after these; null where there are none.</param>
public sealed record QueryPage(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long? Next);
