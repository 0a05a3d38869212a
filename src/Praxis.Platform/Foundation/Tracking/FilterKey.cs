namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What is looked at.</summary>
/// <param name="Field">Its kind.</param>
/// <param name="Name">Its name among its kind.</param>
internal readonly record struct FilterKey(FilterField Field, string Name)
{
    public bool IsMetric => Field is FilterField.LastMetric or FilterField.LeastMetric or FilterField.MostMetric;

    /// <summary>The column of a metric's summary.</summary>
    public string Column => Field switch { FilterField.LeastMetric => "least", FilterField.MostMetric => "most", _ => "last" };
}
