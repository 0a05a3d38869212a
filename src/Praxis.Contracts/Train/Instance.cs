using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Train;

/// <summary>What a classifier is asked about: a value for each of its columns. A plain text is an instance of one column.</summary>
/// <param name="Text">The first column's value.</param>
/// <param name="More">The values of the columns after it, in their order, numbers as an invariant culture writes them, null where one is missing; null where there is but one column.</param>
public readonly record struct Instance(string Text, IReadOnlyList<string?>? More = null)
{
    /// <summary>How many values there are.</summary>
    public int Count => 1 + (More?.Count ?? 0);

    /// <summary>The value of a column; null where it is missing.</summary>
    public string? this[int column] => column == 0 ? Text : More![column - 1];

    /// <summary>Checks that there is a value for each column.</summary>
    /// <exception cref="UserException">There are more or fewer.</exception>
    public void CheckColumns(IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (Count != columns.Count)
            throw new UserException(new Problem
            {
                Type = "wrong-columns",
                Found = $"{Count} value{(Count == 1 ? " was" : "s were")} given to a model of {columns.Count} column{(columns.Count == 1 ? "" : "s")}",
                Expected = FeatureColumn.Describe(columns),
            });
    }
}
