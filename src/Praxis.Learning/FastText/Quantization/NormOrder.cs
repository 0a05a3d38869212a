namespace Praxis.Learning.FastText.Quantization;

/// <summary>The order in which a cut keeps rows: <c>&lt;/s&gt;</c> first, then the largest norm.</summary>
internal readonly record struct NormOrder(float Norm, int Row, bool IsEndOfLine) : IOrdered<NormOrder>
{
    public static bool IsBefore(in NormOrder a, in NormOrder b) => !b.IsEndOfLine && (a.IsEndOfLine || a.Norm > b.Norm);
}
