namespace Praxis.Cli.Predictions;

/// <summary>How answers are written, one a line.</summary>
internal enum PredictionFormat
{
    /// <summary>Label and probability between tabs, the best first.</summary>
    Text,

    /// <summary>BlazingText's: <c>{"prob":[…],"label":["__label__…"]}</c>.</summary>
    Json,

    /// <summary>Label and probability as CSV that is safe to open in a spreadsheet, under a header.</summary>
    Csv,

    /// <summary>The label, its probability, and every label's: what <c>--json</c> gives.</summary>
    Record,
}
