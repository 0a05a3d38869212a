using Microsoft.Data.Sqlite;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Turns what the disk and SQLite say into what a user can mend.</summary>
internal static class Failures
{
    public static bool IsDisk(Exception error) => error is IOException or UnauthorizedAccessException;

    public static UserException Disk(string where, Exception error) => new(
        Fault.Environment,
        [new Problem
        {
            Type = "workspace-not-writable",
            Found = $"The workspace cannot be written: {SafeText.Line(error.Message, 300)}",
            Where = SafeText.Line(where),
            Remedy = "Check free space and permissions, or choose another folder with --workspace",
        }],
        error);

    public static bool IsKnown(SqliteException error) => error.SqliteErrorCode is 3 or 5 or 6 or 8 or 10 or 11 or 13 or 14 or 26;

    public static UserException Database(string where, SqliteException error)
    {
        var (type, found, remedy) = error.SqliteErrorCode switch
        {
            13 => ("disk-full", "The disk is full; nothing was changed", "Free some space and try again"),
            3 or 8 => ("workspace-not-writable", "The workspace's database is read-only", "Check permissions, or choose another folder with --workspace"),
            5 or 6 => ("workspace-busy", "Another process kept the workspace's database locked for too long", "Try again when it is done"),
            11 or 26 => ("damaged-database", "The workspace's database is damaged", "Restore a backup of the workspace; a copy from before the last migration may lie beside it"),
            _ => ("workspace-not-accessible", "The workspace's database cannot be read or written", "Check the disk, free space and permissions"),
        };
        return new UserException(Fault.Environment, [new Problem { Type = type, Found = found, Where = SafeText.Line(where), Remedy = remedy }], error);
    }
}
