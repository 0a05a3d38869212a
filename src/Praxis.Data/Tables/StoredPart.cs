namespace Praxis.Data.Tables;

/// <summary>One Parquet file of a stored table.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Rows">Its rows.</param>
public sealed record StoredPart(string Path, long Rows);
