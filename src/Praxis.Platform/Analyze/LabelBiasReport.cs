using Praxis.Contracts.Analyze;

namespace Praxis.Platform.Analyze;

/// <summary>Bias of a label over one or more facets.</summary>
public sealed record LabelBiasReport
{
    /// <summary>The file or dataset.</summary>
    public required string Source { get; init; }

    /// <summary>Its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>What was asked.</summary>
    public required BiasQuestion Question { get; init; }

    /// <summary>One a facet.</summary>
    public required IReadOnlyList<BiasReport> Facets { get; init; }

    /// <summary>What to know before reading it; sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The answer over all facets, a sentence with its numbers.</summary>
    public string Finding => BiasWords.Finding(Facets.FirstOrDefault(facet => facet.Answer == BiasAnswer.Yes) ?? Facets.FirstOrDefault(facet => facet.Answer == BiasAnswer.CannotTell) ?? Facets[0]);
}
