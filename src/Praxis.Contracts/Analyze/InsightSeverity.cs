namespace Praxis.Contracts.Analyze;

/// <summary>How much an insight matters.</summary>
public enum InsightSeverity
{
    /// <summary>Good to know.</summary>
    Low,

    /// <summary>Possibly a problem.</summary>
    Medium,

    /// <summary>Probably a problem.</summary>
    High,
}
