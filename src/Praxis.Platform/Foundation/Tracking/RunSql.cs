namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Conditions and sort keys of runs as SQL; <c>r</c> is the run. A run that lacks the key fulfils no condition on it.</summary>
/// <param name="metrics">The numbers of the metrics' names that are known.</param>
internal sealed class RunSql(IReadOnlyDictionary<string, long> metrics)
{
    /// <summary>A condition that is looked up run by run.</summary>
    public string Condition(FilterClause clause, SqlValues sql)
    {
        var key = clause.Key;
        if (key.IsMetric)
            return metrics.TryGetValue(key.Name, out var metric)
                ? $"EXISTS (SELECT 1 FROM metric_summaries m WHERE m.run = r.id AND m.metric = {sql.Add(metric)} AND {sql.Compare("m." + key.Column, clause)})"
                : "0";
        return key.Field switch
        {
            FilterField.Parameter => $"EXISTS (SELECT 1 FROM run_params p WHERE p.run = r.id AND p.key = {sql.Add(key.Name)} AND {sql.Compare("p.value", clause)})",
            FilterField.Tag => $"EXISTS (SELECT 1 FROM run_tags t WHERE t.run = r.id AND t.key = {sql.Add(key.Name)} AND {sql.Compare("t.value", clause)})",
            FilterField.Dataset => $"EXISTS (SELECT 1 FROM run_datasets d WHERE d.run = r.id AND {sql.Compare("d." + key.Name, clause)})",
            _ => sql.Compare(Column(key.Name), clause),
        };
    }

    /// <summary>The runs that fulfil the condition, from an index, as a select of their numbers; null where no index finds them.</summary>
    public string? Candidates(FilterClause clause, long experiment, SqlValues sql)
    {
        var (key, isRange) = (clause.Key, clause.Operator is "=" or "<" or "<=" or ">" or ">=");
        if (key.IsMetric)
            return isRange && metrics.TryGetValue(key.Name, out var metric)
                ? $"SELECT m.run FROM metric_summaries m WHERE m.experiment = {sql.Add(experiment)} AND m.metric = {sql.Add(metric)} AND {sql.Compare("m." + key.Column, clause)}"
                : null;
        if (clause.Operator == "=" && key.Field is FilterField.Parameter or FilterField.Tag && clause.Values[0] is string text)
        {
            var table = key.Field == FilterField.Parameter ? "run_params" : "run_tags";
            var value = sql.Add(text);
            var whole = text.Length < 40 ? "" : $" AND v.value = {value}";
            return $"SELECT v.run FROM {table} v WHERE v.key = {sql.Add(key.Name)} AND substr(v.value, 1, 40) = substr({value}, 1, 40){whole}";
        }

        if (key.Field != FilterField.Attribute)
            return null;
        return key.Name switch
        {
            "run_id" when clause.Operator is "=" or "IN" => $"SELECT c.id AS run FROM runs c WHERE {sql.Compare("c.uuid", clause)}",
            "status" when clause.Operator is "=" or "IN" => $"SELECT c.id AS run FROM runs c WHERE c.experiment = {sql.Add(experiment)} AND {sql.Compare("c.status", clause)}",
            "start_time" when isRange => $"SELECT c.id AS run FROM runs c WHERE c.experiment = {sql.Add(experiment)} AND {sql.Compare("c.started", clause)}",
            _ => null,
        };
    }

    /// <summary>What is sorted by; null where it may be missing, and missing values come last.</summary>
    public string Order(SearchOrder order, SqlValues sql)
    {
        var key = order.Key;
        var expression = key.Field switch
        {
            FilterField.Attribute => Column(key.Name),
            FilterField.Parameter => $"(SELECT p.value FROM run_params p WHERE p.run = r.id AND p.key = {sql.Add(key.Name)})",
            FilterField.Tag => $"(SELECT t.value FROM run_tags t WHERE t.run = r.id AND t.key = {sql.Add(key.Name)})",
            FilterField.Dataset => $"(SELECT min(d.{key.Name}) FROM run_datasets d WHERE d.run = r.id)",
            _ => metrics.TryGetValue(key.Name, out var metric) ? $"(SELECT m.{key.Column} FROM metric_summaries m WHERE m.run = r.id AND m.metric = {sql.Add(metric)})" : "NULL",
        };
        var isNeverMissing = key is { Field: FilterField.Attribute, Name: not "end_time" };
        return $"{expression} {(order.IsDescending ? "DESC" : "ASC")}{(isNeverMissing ? "" : " NULLS LAST")}";
    }

    private static string Column(string attribute) => attribute switch
    {
        "run_id" => "r.uuid",
        "run_name" => "r.name",
        "status" => "r.status",
        "user_id" => "r.user",
        "artifact_uri" => "('mlflow-artifacts:/' || r.experiment || '/' || r.uuid || '/artifacts')",
        "experiment_id" => "CAST(r.experiment AS TEXT)",
        "start_time" => "r.started",
        _ => "r.ended",
    };
}
