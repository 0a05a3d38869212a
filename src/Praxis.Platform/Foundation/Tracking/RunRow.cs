using System.Globalization;
using Microsoft.Data.Sqlite;
using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>A run as its row has it.</summary>
/// <param name="Key">The row's number.</param>
/// <param name="Experiment">The experiment's number.</param>
/// <param name="Run">The run, without parameters, tags and metrics.</param>
internal sealed record RunRow(long Key, long Experiment, ExperimentRun Run)
{
    public const string Columns = "SELECT r.id, r.uuid, r.experiment, r.name, r.user, r.status, r.message, r.job, r.started, r.ended, r.deleted FROM runs r ";

    public static RunRow Read(SqliteDataReader row) => new(row.GetInt64(0), row.GetInt64(2), new ExperimentRun
    {
        Id = row.GetString(1),
        ExperimentId = row.GetInt64(2).ToString(CultureInfo.InvariantCulture),
        Name = row.GetString(3),
        User = row.GetString(4),
        Status = Enum.Parse<RunStatus>(row.GetString(5), ignoreCase: true),
        Message = row.IsDBNull(6) ? null : row.GetString(6),
        JobId = row.IsDBNull(7) ? null : row.GetString(7),
        StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        EndedAt = row.IsDBNull(9) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(9)),
        DeletedAt = row.IsDBNull(10) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)),
    });

    /// <summary>The status as the row has it, MLflow's word.</summary>
    public static string Word(RunStatus status) => status.ToString().ToUpperInvariant();
}
