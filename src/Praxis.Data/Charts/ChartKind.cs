namespace Praxis.Data.Charts;

/// <summary>What a chart shows of the rows of a query.</summary>
public enum ChartKind
{
    /// <summary>Label, number: a bar each.</summary>
    Bar,

    /// <summary>Category, series, number: bars of 100 %.</summary>
    Stacked,

    /// <summary>Number: how often values fall into bins.</summary>
    Histogram,

    /// <summary>Number, or group and number: boxes.</summary>
    Box,

    /// <summary>Number, number and, if there is one, series: points.</summary>
    Scatter,

    /// <summary>Number, number and, if there is one, series: lines.</summary>
    Line,

    /// <summary>Row, column, number: shaded cells.</summary>
    Heatmap,
}
