namespace Praxis.Data.Charts;

/// <summary>A value with its interval.</summary>
/// <param name="Label">What it is the value of.</param>
/// <param name="Value">The value.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
/// <param name="IsFaint">Whether it rests on too little to be read.</param>
public sealed record ChartInterval(string Label, double Value, double Low, double High, bool IsFaint = false);
