using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>
/// Finds a page of a large experiment when neither a rare condition nor the first runs in order give it: what two common conditions leave, what a condition and the order
/// contradict, a page far behind. Each condition becomes a set of numbers, read from its index alone; the order is read from its index alone; only what is on the page is looked up.
/// </summary>
internal sealed class RunStream(SqliteMetadataTransaction rows, long experiment, LifecycleView view, RunSql runSql, IReadOnlyList<FilterClause> clauses)
{
    private const int Chunk = 500;
    private readonly List<FilterClause> rest = [];
    private RunSet? members;
    private RunSet deleted = new();

    /// <summary>The runs that fulfil the conditions which an index answers; null where none does. Called first.</summary>
    public RunSet? Members()
    {
        deleted = Set("SELECT id FROM runs WHERE deleted IS NOT NULL", new SqlValues());
        foreach (var clause in clauses)
        {
            var sql = new SqlValues();
            if (runSql.Candidates(clause, experiment, sql) is not { } candidates)
            {
                rest.Add(clause);
                continue;
            }

            var set = Set(candidates, sql);
            if (members is null)
                members = set;
            else
                members.Intersect(set);
        }

        return members;
    }

    public List<long> ByStart(bool isAscending, long offset, int most) => Take(Started(isAscending, _ => true), offset, most);

    public List<long> ByMetric(SearchOrder order, long metric, long offset, int most)
    {
        var having = new RunSet();
        return Take(Measured(order, metric, having).Concat(Started(isAscending: false, run => !having.Contains(run))), offset, most);
    }

    private bool IsMember(long run) =>
        (members is null || members.Contains(run)) && (view == LifecycleView.All || deleted.Contains(run) == (view == LifecycleView.DeletedOnly));

    // Runs in the order of their starts; equal ones by their ids.
    private IEnumerable<long> Started(bool isAscending, Func<long, bool> isAsked)
    {
        using var statement = rows.Prepare($"SELECT id, started FROM runs INDEXED BY runs_started WHERE experiment = $0 ORDER BY started {(isAscending ? "ASC" : "DESC")}");
        foreach (var run in InTies(
            statement.Rows(row => (Run: row.GetInt64(0), Key: row.GetInt64(1)), experiment).Where(run => isAsked(run.Run) && IsMember(run.Run)),
            (equal, started) => rows.Query("SELECT id FROM runs INDEXED BY runs_started WHERE experiment = $0 AND started = $1 ORDER BY uuid", row => row.GetInt64(0), experiment, started).Where(equal.Contains)))
            yield return run;
    }

    // Runs in the order of a metric; equal ones by start, the latest first.
    private IEnumerable<long> Measured(SearchOrder order, long metric, RunSet having)
    {
        var column = order.Key.Column;
        using var statement = rows.Prepare($"SELECT run, {column} FROM metric_summaries INDEXED BY metric_summaries_{column} WHERE experiment = $0 AND metric = $1 AND {column} IS NOT NULL ORDER BY {column} {(order.IsDescending ? "DESC" : "ASC")}");
        var measured = statement.Rows(row => (Run: row.GetInt64(0), Key: row.GetDouble(1)), experiment, metric).Where(run =>
        {
            having.Add(run.Run);
            return IsMember(run.Run);
        });
        foreach (var run in InTies(measured, (equal, _) => equal.Count > Chunk
            ? Started(isAscending: false, equal.Contains)
            : rows.Query($"SELECT id FROM runs WHERE id IN ({string.Join(',', equal.All())}) ORDER BY started DESC, uuid ASC", row => row.GetInt64(0))))
            yield return run;
    }

    // What has one key is put in order only when it is reached.
    private static IEnumerable<long> InTies<T>(IEnumerable<(long Run, T Key)> sorted, Func<RunSet, T, IEnumerable<long>> order)
        where T : IEquatable<T>
    {
        var (tie, key) = (new List<long>(), default(T)!);
        foreach (var (run, own) in sorted)
        {
            if (tie.Count > 0 && !own.Equals(key))
            {
                foreach (var equal in Ordered())
                    yield return equal;
                tie.Clear();
            }

            tie.Add(run);
            key = own;
        }

        foreach (var equal in Ordered())
            yield return equal;

        IEnumerable<long> Ordered()
        {
            if (tie.Count < 2)
                return tie;
            var equal = new RunSet();
            tie.ForEach(equal.Add);
            return order(equal, key);
        }
    }

    private List<long> Take(IEnumerable<long> runs, long offset, int most)
    {
        if (rest.Count == 0)
            return [.. runs.Skip((int)Math.Min(offset, int.MaxValue)).Take(most)];
        var (page, passed) = (new List<long>(), 0L);
        foreach (var chunk in runs.Chunk(Chunk))
        {
            var sql = new SqlValues();
            var conditions = rest.Select(clause => runSql.Condition(clause, sql)).Prepend($"r.id IN ({string.Join(',', chunk)})");
            var right = rows.Query($"SELECT r.id FROM runs r WHERE {string.Join(" AND ", conditions)}", row => row.GetInt64(0), [.. sql.All]).ToHashSet();
            foreach (var run in chunk.Where(right.Contains))
                if (passed++ >= offset)
                {
                    page.Add(run);
                    if (page.Count == most)
                        return page;
                }
        }

        return page;
    }

    private RunSet Set(string sql, SqlValues values)
    {
        var set = new RunSet();
        using var statement = rows.Prepare(sql);
        statement.Each(row => set.Add(row.GetInt64(0)), [.. values.All]);
        return set;
    }
}
