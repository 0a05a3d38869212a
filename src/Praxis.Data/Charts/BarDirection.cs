namespace Praxis.Data.Charts;

/// <summary>Which way bars grow.</summary>
public enum BarDirection
{
    /// <summary>To the right; best for long labels.</summary>
    Horizontal,

    /// <summary>Upwards.</summary>
    Vertical,
}
