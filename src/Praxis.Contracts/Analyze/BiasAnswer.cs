namespace Praxis.Contracts.Analyze;

/// <summary>Whether one facet value is treated unlike the rest.</summary>
public enum BiasAnswer
{
    /// <summary>No difference that matters: even the far end of the interval is small.</summary>
    No,

    /// <summary>A difference beyond chance and beyond the size that matters.</summary>
    Yes,

    /// <summary>Too few rows to say.</summary>
    CannotTell,
}
