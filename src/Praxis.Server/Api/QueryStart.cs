namespace Praxis.Server.Api;

/// <summary>What to ask.</summary>
/// <param name="Sql">One SELECT over datasets: NAME, DATABASE.NAME, "NAME@2".</param>
/// <param name="Database">The database of tables that name none.</param>
/// <param name="TimeoutSeconds">The most seconds it may take; 60 where it is not said.</param>
/// <param name="MemoryBytes">The most memory for rows; what is more goes to the disk.</param>
public sealed record QueryStart(string Sql, string? Database = null, double? TimeoutSeconds = null, long? MemoryBytes = null);
