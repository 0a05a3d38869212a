namespace Praxis.Data.Charts;

/// <summary>The colours of a picture.</summary>
public enum ChartTheme
{
    /// <summary>Those that the reader's system asks for; a PNG, which cannot ask, is light.</summary>
    Auto,

    /// <summary>Dark on white.</summary>
    Light,

    /// <summary>Light on dark.</summary>
    Dark,
}
