using Praxis.Learning.Numerics;

namespace Praxis.Learning.FastText;

/// <summary>An order of the lines that is drawn anew for each pass, so that a text sorted by class is learned well.</summary>
internal sealed class LineOrder
{
    private readonly int[] lines;
    private SplitMix64 random;

    public LineOrder(int count, int seed)
    {
        lines = [.. Enumerable.Range(0, count)];
        random = new SplitMix64((ulong)(uint)seed);
        Next();
    }

    public int this[int place] => lines[place];

    /// <summary>Draws another order (R. A. Fisher and F. Yates, 1938).</summary>
    public void Next()
    {
        for (var i = lines.Length - 1; i > 0; i--)
        {
            var other = random.Below(i + 1);
            (lines[i], lines[other]) = (lines[other], lines[i]);
        }
    }
}
