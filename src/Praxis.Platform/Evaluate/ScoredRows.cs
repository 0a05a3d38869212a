using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Evaluate;

/// <summary>What models say about the rows of a table, beside the truth.</summary>
public sealed record ScoredRows
{
    /// <summary>Rows of the table.</summary>
    public required long Total { get; init; }

    /// <summary>Rows left out because text or label is missing.</summary>
    public required long Missing { get; init; }

    /// <summary>Rows left out because the label map does not name their label.</summary>
    public required long Unmapped { get; init; }

    /// <summary>The classes: those of the first model, then what other models or the table have beside them.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>Classes of the table that the first model cannot say, with their rows; every such row counts as wrong.</summary>
    public required IReadOnlyDictionary<string, long> Unknown { get; init; }

    /// <summary>The true class's index, by row.</summary>
    public required int[] Truth { get; init; }

    /// <summary>The probabilities of each model, <c>[models][rows × labels]</c>; 0 for a class that it does not know.</summary>
    public required IReadOnlyList<double[]> Probabilities { get; init; }

    /// <summary>The predicted class's index of each model, <c>[models][rows]</c>.</summary>
    public required IReadOnlyList<int[]> Predicted { get; init; }

    /// <summary>The facets' values by column, <c>[rows]</c>; null where there is none.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string?>> Facets { get; init; }

    /// <summary>What was left out and what the model cannot say, sentences safe to show.</summary>
    public IReadOnlyList<string> Notes()
    {
        var notes = new List<string>();
        if (Missing > 0)
            notes.Add($"{Missing:N0} of {Total:N0} rows lack a text or a label and were left out.");
        if (Unmapped > 0)
            notes.Add($"{Unmapped:N0} of {Total:N0} rows have a label that the label map does not name and were left out.");
        if (Unknown.Count > 0)
            notes.Add($"The model does not know {string.Join(", ", Unknown.OrderByDescending(pair => pair.Value).Take(5).Select(pair => $"'{SafeText.Line(pair.Key, 40)}' ({pair.Value:N0} rows)"))}{(Unknown.Count > 5 ? $" and {Unknown.Count - 5:N0} more" : "")}: these rows count as wrong.");
        return notes;
    }
}
