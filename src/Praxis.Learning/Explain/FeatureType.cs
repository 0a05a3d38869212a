namespace Praxis.Learning.Explain;

/// <summary>What a feature's values are.</summary>
public enum FeatureType
{
    /// <summary>Numbers.</summary>
    Numerical,

    /// <summary>Values of a set, coded as their place in it.</summary>
    Categorical,

    /// <summary>Texts; without partial dependence.</summary>
    Text,
}
