namespace Praxis.Data.Queries;

/// <summary>Takes the rows of a query's answer, one after the other.</summary>
public interface IRowReceiver
{
    /// <summary>Told the columns once, before the first row.</summary>
    void Begin(IReadOnlyList<QueryColumn> columns);

    /// <summary>Takes a row; null is no value. The array is used again for the next one.</summary>
    /// <returns>Whether more rows are wanted.</returns>
    bool Take(object?[] row);
}
