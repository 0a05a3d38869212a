namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Searches of experiments as SQL; <c>e</c> is the experiment.</summary>
internal static class ExperimentSql
{
    public static string Condition(FilterClause clause, SqlValues sql) => clause.Key.Field == FilterField.Tag
        ? $"EXISTS (SELECT 1 FROM experiment_tags t WHERE t.experiment = e.id AND t.key = {sql.Add(clause.Key.Name)} AND {sql.Compare("t.value", clause)})"
        : sql.Compare(Column(clause.Key.Name), clause);

    public static string Order(SearchOrder order, SqlValues sql)
    {
        var expression = order.Key.Field == FilterField.Tag ? $"(SELECT t.value FROM experiment_tags t WHERE t.experiment = e.id AND t.key = {sql.Add(order.Key.Name)})" : order.Key.Name == "experiment_id" ? "e.id" : Column(order.Key.Name);
        return $"{expression} {(order.IsDescending ? "DESC" : "ASC")} NULLS LAST";
    }

    private static string Column(string attribute) => attribute switch
    {
        "name" => "e.name",
        "experiment_id" => "CAST(e.id AS TEXT)",
        "creation_time" => "e.created",
        _ => "e.updated",
    };
}
