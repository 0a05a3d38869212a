using Microsoft.Data.Sqlite;
using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Reads whole runs, each statement prepared once for all of them.</summary>
internal sealed class RunReader : IDisposable
{
    private readonly SqliteStatement runs;
    private readonly SqliteStatement parameters;
    private readonly SqliteStatement tags;
    private readonly SqliteStatement metrics;
    private readonly SqliteStatement datasets;
    private readonly SqliteStatement models;
    private readonly SqliteStatement names;
    private readonly Dictionary<long, string> known = [];

    public RunReader(SqliteMetadataTransaction rows)
    {
        runs = rows.Prepare(RunRow.Columns + "WHERE r.id = $0");
        parameters = rows.Prepare("SELECT key, value FROM run_params WHERE run = $0 ORDER BY key");
        tags = rows.Prepare("SELECT key, value FROM run_tags WHERE run = $0 ORDER BY key");
        metrics = rows.Prepare("SELECT metric, last, last_step, last_time, least, most, mean, squares, count, points FROM metric_summaries WHERE run = $0");
        datasets = rows.Prepare("SELECT json FROM run_datasets WHERE run = $0 ORDER BY name, digest");
        names = rows.Prepare("SELECT name FROM metric_keys WHERE id = $0");
        models = rows.Prepare("SELECT model, is_output, step FROM run_models WHERE run = $0 ORDER BY is_output, model");
    }

    public ExperimentRun Read(long key)
    {
        var run = runs.Query(RunRow.Read, key)[0].Run;
        var summaries = metrics.Query(Summary, key);
        summaries.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return run with
        {
            Parameters = Pairs(parameters, key),
            Tags = Pairs(tags, key),
            Metrics = summaries,
            Datasets = datasets.Query(row => RecordJson.Read<RunDataset>(row.GetString(0)), key),
            Models = models.Query(row => new RunModel(row.GetString(0), row.GetInt64(1) != 0, row.GetInt64(2)), key),
        };
    }

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[runs, parameters, tags, metrics, datasets, models, names])
            statement.Dispose();
    }

    private static Dictionary<string, string> Pairs(SqliteStatement statement, long key)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        statement.Each(row => pairs[row.GetString(0)] = row.GetString(1), key);
        return pairs;
    }

    private MetricSummary Summary(SqliteDataReader row)
    {
        var count = row.GetInt64(8);
        return new MetricSummary
        {
            Key = NameOf(row.GetInt64(0)),
            Last = Value(row, 1),
            LastStep = row.GetInt64(2),
            LastTime = row.GetInt64(3),
            Min = Value(row, 4),
            Max = Value(row, 5),
            Mean = count == 0 ? double.NaN : row.GetDouble(6),
            StandardDeviation = count < 2 ? double.NaN : Math.Sqrt(row.GetDouble(7) / (count - 1)),
            Points = row.GetInt64(9),
        };
    }

    // The metrics of one page are mostly the same few.
    private string NameOf(long metric)
    {
        if (!known.TryGetValue(metric, out var name))
            known[metric] = name = names.Query(row => row.GetString(0), metric)[0];
        return name;
    }

    private static double Value(SqliteDataReader row, int at) => row.IsDBNull(at) ? double.NaN : row.GetDouble(at);
}
