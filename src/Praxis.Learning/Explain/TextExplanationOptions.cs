namespace Praxis.Learning.Explain;

/// <summary>How a text is explained.</summary>
public sealed record TextExplanationOptions
{
    /// <summary>What counts as one feature.</summary>
    public TextGranularity Granularity { get; init; } = TextGranularity.Token;

    /// <summary>What stands in the place of an absent unit; empty drops it.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>Coalitions asked; null takes <c>2 M + 2048</c> for M units, as the shap library does.</summary>
    public int? Samples { get; init; }

    /// <summary>Whether the logit of the probabilities is explained.</summary>
    public bool UseLogit { get; init; }

    /// <summary>Seed of the drawing of coalitions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most units; neighbours are joined where a text has more, for the work grows with their cube.</summary>
    public int MostUnits { get; init; } = 500;
}
