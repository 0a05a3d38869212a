namespace Praxis.Data.Tables;

/// <summary>A column of a stored table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="SqlType">What the database takes its values as, for example <c>BIGINT</c>.</param>
public sealed record StoredColumn(string Name, string SqlType);
