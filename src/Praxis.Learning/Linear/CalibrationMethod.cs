namespace Praxis.Learning.Linear;

/// <summary>How scores become probabilities.</summary>
public enum CalibrationMethod
{
    /// <summary>As they are where the model is one of probabilities (logistic, ordinal), by temperature elsewhere.</summary>
    Automatic,

    /// <summary>The softmax of the scores.</summary>
    None,

    /// <summary>The softmax of the scores times one factor (C. Guo et al., 2017, "On calibration of modern neural networks"): never changes which class wins.</summary>
    Temperature,

    /// <summary>A logistic curve a class (J. Platt, 1999), then brought to a sum of 1.</summary>
    Sigmoid,

    /// <summary>A rising step function a class (B. Zadrozny and C. Elkan, 2002), then brought to a sum of 1; for a thousand rows and more.</summary>
    Isotonic,
}
