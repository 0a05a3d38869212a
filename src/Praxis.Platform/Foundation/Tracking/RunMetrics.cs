using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Writes measurements, and keeps each metric's summary in the same transaction.</summary>
internal sealed class RunMetrics : IDisposable
{
    private readonly SqliteStatement findKey;
    private readonly SqliteStatement addKey;
    private readonly SqliteStatement find;
    private readonly SqliteStatement add;
    private readonly SqliteStatement write;
    private readonly Dictionary<string, long> keys = new(StringComparer.Ordinal);

    public RunMetrics(SqliteMetadataTransaction rows)
    {
        findKey = rows.Prepare("SELECT id FROM metric_keys WHERE name = $0");
        addKey = rows.Prepare("INSERT INTO metric_keys (name) VALUES ($0) RETURNING id");
        find = rows.Prepare("SELECT last, last_step, last_time, least, most, mean, squares, count, points FROM metric_summaries WHERE run = $0 AND metric = $1");
        add = rows.Prepare("INSERT INTO metric_points (run, metric, time, step, seq, value) VALUES ($0, $1, $2, $3, $4, $5)");
        write = rows.Prepare(
            """
            INSERT INTO metric_summaries (run, metric, experiment, last, last_step, last_time, least, most, mean, squares, count, points) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT DO UPDATE SET last = excluded.last, last_step = excluded.last_step, last_time = excluded.last_time, least = excluded.least, most = excluded.most,
                mean = excluded.mean, squares = excluded.squares, count = excluded.count, points = excluded.points
            """);
    }

    public void Append(long run, long experiment, IEnumerable<MetricPoint> points)
    {
        foreach (var group in points.GroupBy(point => point.Key, StringComparer.Ordinal))
        {
            var metric = KeyOf(group.Key);
            var state = find.Query(SummaryState.Read, run, metric) is [var known] ? known : new SummaryState();
            foreach (var point in group)
            {
                state.Take(point);
                add.Execute(run, metric, point.Time, point.Step, state.Points, Value(point.Value));
            }

            write.Execute(run, metric, experiment, Value(state.Last), state.LastStep, state.LastTime, Value(state.Least), Value(state.Most), state.Mean, state.Squares, state.Count, state.Points);
        }
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[findKey, addKey, find, add, write])
            statement.Dispose();
    }

    private long KeyOf(string name)
    {
        if (!keys.TryGetValue(name, out var id))
            keys[name] = id = findKey.Query(row => row.GetInt64(0), name) is [var known] ? known : addKey.Query(row => row.GetInt64(0), name)[0];
        return id;
    }

    // SQLite keeps no NaN; no value stands for it.
    private static double? Value(double value) => double.IsNaN(value) ? null : value;
}
