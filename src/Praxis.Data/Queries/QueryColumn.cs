namespace Praxis.Data.Queries;

/// <summary>A column of a query's answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">Its type as SQL calls it.</param>
public sealed record QueryColumn(string Name, string SqlType);
