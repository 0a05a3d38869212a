using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Train;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Everything that explanations of a model's answers say.</summary>
public sealed record ExplanationReport
{
    /// <summary>The model's id.</summary>
    public required string Model { get; init; }

    /// <summary>The algorithm that made it.</summary>
    public required string Algorithm { get; init; }

    /// <summary>How the texts were explained.</summary>
    public required TextExplanationOptions Options { get; init; }

    /// <summary>The labels.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The model's columns, where each of them is one part; null where the parts are those of a text.</summary>
    public IReadOnlyList<FeatureColumn>? Columns { get; init; }

    /// <summary>How many rows stand in for absent columns; 0 where such a column is missing.</summary>
    public int Background { get; init; }

    /// <summary>The texts and what each part of them adds.</summary>
    public required IReadOnlyList<TextExplanation> Texts { get; init; }

    /// <summary>How many units of a label stand in <c>analysis.json</c>.</summary>
    public required int MostTop { get; init; }

    /// <summary>Of each label, the units by how much they matter over all texts, <c>[labels]</c>.</summary>
    public required IReadOnlyList<IReadOnlyList<UnitImportance>> Top { get; init; }

    /// <summary>How values became importance.</summary>
    public required ShapAggregation Aggregation { get; init; }

    /// <summary>Of the units that matter most for a label those that occur more than once in a hundred texts, so that one text does not speak for all; all where none does.</summary>
    public IReadOnlyList<UnitImportance> Frequent(int label)
    {
        var least = Texts.Count < 10 ? 1 : Math.Max(2, Texts.Count / 100);
        var often = Top[label].Where(unit => unit.Count >= least).ToList();
        return often.Count > 0 ? often : Top[label];
    }

    /// <summary>The mean output with nothing known, <c>[labels]</c>.</summary>
    public IReadOnlyList<double> Expected => [.. Labels.Select((_, k) => Texts.Count == 0 ? 0 : Texts.Average(text => text.Base[k]))];
}
