namespace Praxis.Data.Queries;

/// <summary>Keeps the first rows of an answer as texts.</summary>
/// <param name="most">How many.</param>
public sealed class TextRows(int most) : IRowReceiver
{
    private readonly List<IReadOnlyList<string?>> rows = [];
    private IReadOnlyList<QueryColumn> columns = [];
    private bool isMore;

    /// <summary>What was kept.</summary>
    public QueryResult Result => new() { Columns = [.. columns.Select(column => column.Name)], Rows = rows, Truncated = isMore };

    /// <inheritdoc/>
    public void Begin(IReadOnlyList<QueryColumn> columns) => this.columns = columns;

    /// <inheritdoc/>
    public bool Take(object?[] row)
    {
        if (rows.Count == most)
        {
            isMore = true;
            return false;
        }

        rows.Add([.. row.Select(CellText.Of)]);
        return true;
    }
}
