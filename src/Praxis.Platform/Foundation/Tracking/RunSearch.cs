using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>
/// Finds the runs of a page. A rare condition leads: its few runs come from an index and are sorted. Else the order leads: the index of the start time, or that of a
/// metric's last, smallest or largest value, is walked until the page is full, and runs without that metric come after all that have it. Where a short walk does not
/// fill the page, <see cref="RunStream"/> finds it.
/// </summary>
internal sealed class RunSearch
{
    // Sorting as many takes about 5 ms.
    private const int MostSorted = 2000;

    private readonly SqliteMetadataTransaction rows;
    private readonly IReadOnlyList<long> experiments;
    private readonly LifecycleView view;
    private readonly IReadOnlyList<FilterClause> clauses;
    private readonly IReadOnlyList<SearchOrder> orders;
    private readonly Dictionary<string, long> metrics;
    private readonly RunSql runSql;

    public RunSearch(SqliteMetadataTransaction rows, IReadOnlyList<long> experiments, LifecycleView view, IReadOnlyList<FilterClause> clauses, IReadOnlyList<SearchOrder> orders)
    {
        (this.rows, this.experiments, this.view, this.clauses, this.orders) = (rows, experiments, view, clauses, orders);
        metrics = [];
        foreach (var name in clauses.Select(clause => clause.Key).Concat(orders.Select(order => order.Key)).Where(key => key.IsMetric).Select(key => key.Name).Distinct())
            if (rows.Query("SELECT id FROM metric_keys WHERE name = $0", row => row.GetInt64(0), name) is [var id])
                metrics[name] = id;
        runSql = new RunSql(metrics);
    }

    /// <summary>The numbers of at most so many runs after an offset, in their order.</summary>
    public IReadOnlyList<long> Page(long offset, int most)
    {
        if (experiments.Count == 0)
            return [];
        if (experiments.Count == 1)
            return clauses.FirstOrDefault(IsRare) is { } rare ? Sorted(offset, most, rare) : OfOne(offset, most);
        return orders is [{ Key.IsMetric: true } order] && metrics.TryGetValue(order.Key.Name, out var metric) ? ByMetric(order, metric, offset, most) : Sorted(offset, most, null);
    }

    private List<long> OfOne(long offset, int most)
    {
        var order = orders.Count == 1 ? orders[0] : null;
        var metric = order is { Key.IsMetric: true } && metrics.TryGetValue(order.Key.Name, out var known) ? known : (long?)null;
        var isByStart = orders.Count == 0 || order is { Key: { Field: FilterField.Attribute, Name: "start_time" } } || (order is { Key.IsMetric: true } && metric is null);
        if ((metric is null && !isByStart) || rows.Query($"SELECT count(*) FROM (SELECT 1 FROM runs WHERE experiment = $0 LIMIT {MostSorted + 1})", row => row.GetInt64(0), experiments[0])[0] <= MostSorted)
            return Sorted(offset, most, null);
        var isAscending = metric is null && order is { Key.IsMetric: false, IsDescending: false };
        if (offset + most <= MostSorted && (metric is { } walked ? WalkMetric(order!, walked, offset, most) : WalkStart(isAscending, offset, most)) is { } near && near.Count == most)
            return near;
        var stream = new RunStream(rows, experiments[0], view, runSql, clauses);
        if (stream.Members() is { Count: <= MostSorted } few)
            return Sorted(offset, most, null, few);
        return metric is { } number ? stream.ByMetric(order!, number, offset, most) : stream.ByStart(isAscending, offset, most);
    }

    // The first runs of an order, as long as they fill the page.
    private List<long> WalkStart(bool isAscending, long offset, int most)
    {
        var (sql, sort) = (new SqlValues(), isAscending ? "started ASC, uuid ASC" : "started DESC, uuid ASC");
        var source = $"(SELECT * FROM runs WHERE experiment = {sql.Add(experiments[0])} ORDER BY {sort} LIMIT {MostSorted}) r";
        return Ids($"SELECT r.id FROM {source} WHERE {string.Join(" AND ", Conditions(clauses, sql).Prepend("1"))} ORDER BY r.{sort.Replace(", ", ", r.", StringComparison.Ordinal)} LIMIT {sql.Add((long)most)} OFFSET {sql.Add(offset)}", sql);
    }

    private List<long>? WalkMetric(SearchOrder order, long metric, long offset, int most)
    {
        var (column, direction, sql) = (order.Key.Column, order.IsDescending ? "DESC" : "ASC", new SqlValues());
        var own = clauses.Where(clause => clause.Key == order.Key).Select(clause => sql.Compare(column, clause))
            .Prepend($"{column} IS NOT NULL").Prepend($"metric = {sql.Add(metric)}").Prepend($"experiment = {sql.Add(experiments[0])}");
        var walk = $"SELECT run, {column} AS value FROM metric_summaries INDEXED BY metric_summaries_{column} WHERE {string.Join(" AND ", own)} ORDER BY {column} {direction} LIMIT {MostSorted}";
        var last = rows.Query($"SELECT value FROM ({walk}) LIMIT 1 OFFSET {MostSorted - 1}", row => row.GetDouble(0), [.. sql.All]);
        var conditions = Conditions(clauses.Where(clause => clause.Key != order.Key), sql).Prepend("1");
        var found = rows.Query(
            $"SELECT r.id, c.value FROM ({walk}) c CROSS JOIN runs r ON r.id = c.run WHERE {string.Join(" AND ", conditions)} ORDER BY c.value {direction}, r.started DESC, r.uuid ASC LIMIT {sql.Add((long)most)} OFFSET {sql.Add(offset)}",
            row => (Run: row.GetInt64(0), Value: row.GetDouble(1)), [.. sql.All]);

        // Where the walk ends among equal values, those behind its end may come first.
        return last is [var end] && found.Count > 0 && found[^1].Value == end ? null : [.. found.Select(one => one.Run)];
    }

    private bool IsRare(FilterClause clause)
    {
        var sql = new SqlValues();
        return runSql.Candidates(clause, experiments[0], sql) is { } candidates
            && rows.Query($"SELECT count(*) FROM (SELECT 1 FROM ({candidates}) LIMIT {MostSorted + 1})", row => row.GetInt64(0), [.. sql.All])[0] <= MostSorted;
    }

    // Without a sort key the index of the start times is in the order already; of several experiments each gives the runs that may be on the page.
    private List<long> Sorted(long offset, int most, FilterClause? rare, RunSet? among = null)
    {
        var sql = new SqlValues();
        var isWalk = rare is null && among is null && (orders.Count == 0 || orders is [{ Key: { Field: FilterField.Attribute, Name: "start_time" } }]);
        var sort = orders is [{ Key: { Field: FilterField.Attribute, Name: "start_time" }, IsDescending: false }]
            ? "r.started ASC, r.uuid ASC"
            : string.Join(", ", orders.Select(order => runSql.Order(order, sql)).Append("r.started DESC").Append("r.uuid ASC"));
        if (!isWalk || experiments.Count > 50)
        {
            var source = among is not null ? $"json_each({sql.Add($"[{string.Join(',', among.All())}]")}) c CROSS JOIN runs r ON r.id = c.value"
                : rare is null ? "runs r"
                : $"({runSql.Candidates(rare, experiments[0], sql)}) c CROSS JOIN runs r ON r.id = c.run";
            var conditions = Conditions(clauses.Where(clause => clause != rare), sql).Append(Among(sql));
            return Ids($"SELECT r.id FROM {source} WHERE {string.Join(" AND ", conditions)} ORDER BY {sort} LIMIT {sql.Add((long)most)} OFFSET {sql.Add(offset)}", sql);
        }

        var ascending = orders.Count > 0 && !orders[0].IsDescending;
        var parts = experiments.Select(experiment =>
        {
            var conditions = Conditions(clauses, sql).Prepend($"r.experiment = {sql.Add(experiment)}");
            return $"SELECT * FROM (SELECT r.id AS id, r.started AS started, r.uuid AS uuid FROM runs r WHERE {string.Join(" AND ", conditions)} ORDER BY r.started {(ascending ? "ASC" : "DESC")}, r.uuid ASC LIMIT {sql.Add(offset + most)})";
        });
        return Ids($"SELECT id FROM ({string.Join(" UNION ALL ", parts)}) ORDER BY started {(ascending ? "ASC" : "DESC")}, uuid ASC LIMIT {sql.Add((long)most)} OFFSET {sql.Add(offset)}", sql);
    }

    private List<long> ByMetric(SearchOrder order, long metric, long offset, int most)
    {
        var (column, direction) = (order.Key.Column, order.IsDescending ? "DESC" : "ASC");
        string With(SqlValues sql, string fields, string end) => string.Join(" UNION ALL ", experiments.Select(experiment =>
        {
            // A condition on the very metric that is sorted by is a part of the walk.
            var own = clauses.Where(clause => clause.Key == order.Key).Select(clause => sql.Compare("s." + column, clause));
            var conditions = Conditions(clauses.Where(clause => clause.Key != order.Key), sql).Concat(own)
                .Prepend($"s.{column} IS NOT NULL").Prepend($"s.metric = {sql.Add(metric)}").Prepend($"s.experiment = {sql.Add(experiment)}");
            return $"SELECT * FROM (SELECT {fields} FROM metric_summaries s INDEXED BY metric_summaries_{column} CROSS JOIN runs r ON r.id = s.run WHERE {string.Join(" AND ", conditions)} {end})";
        }));

        var page = new SqlValues();
        var among = With(page, $"r.id AS id, s.{column} AS value, r.started AS started, r.uuid AS uuid", $"ORDER BY s.{column} {direction}, r.started DESC, r.uuid ASC LIMIT {page.Add(offset + most)}");
        var found = Ids($"SELECT id FROM ({among}) ORDER BY value {direction}, started DESC, uuid ASC LIMIT {page.Add((long)most)} OFFSET {page.Add(offset)}", page);
        if (found.Count == most || clauses.Any(clause => clause.Key == order.Key))
            return found;

        // What has no such value, or one that is no number, comes last.
        var count = new SqlValues();
        var having = found.Count > 0 || offset == 0 ? offset + found.Count : rows.Query($"SELECT count(*) FROM ({With(count, "1", "")})", row => row.GetInt64(0), [.. count.All])[0];
        var rest = new SqlValues();
        var lacks = Conditions(clauses, rest).Append(Among(rest)).Append($"NOT EXISTS (SELECT 1 FROM metric_summaries s WHERE s.run = r.id AND s.metric = {rest.Add(metric)} AND s.{column} IS NOT NULL)");
        return [.. found, .. Ids($"SELECT r.id FROM runs r WHERE {string.Join(" AND ", lacks)} ORDER BY r.started DESC, r.uuid ASC LIMIT {rest.Add((long)(most - found.Count))} OFFSET {rest.Add(offset + found.Count - having)}", rest)];
    }

    private string Among(SqlValues sql) => $"r.experiment IN ({string.Join(", ", experiments.Select(experiment => sql.Add(experiment)))})";

    private IEnumerable<string> Conditions(IEnumerable<FilterClause> conditions, SqlValues sql)
    {
        if (view != LifecycleView.All)
            yield return view == LifecycleView.ActiveOnly ? "r.deleted IS NULL" : "r.deleted IS NOT NULL";
        foreach (var clause in conditions)
            yield return runSql.Condition(clause, sql);
    }

    private List<long> Ids(string sql, SqlValues values) => rows.Query(sql, row => row.GetInt64(0), [.. values.All]);
}
