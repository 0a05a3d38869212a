using System.Runtime.InteropServices;
using Praxis.Learning.FastText.Losses;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>
/// All that is drawn for a line before its first step: windows, and the negatives of each step. No draw depends on a weight, so they can be made ahead in their order, and rows
/// are asked for before they are needed.
/// </summary>
internal sealed unsafe class LinePlan : IDisposable
{
    private readonly FastTextMode mode;
    private readonly DrawRange window;
    private readonly int negatives;
    private readonly NegativeTable? table;
    private readonly int* bounds;
    private int capacity;

    /// <param name="options">Mode, window, negatives.</param>
    /// <param name="table">What negatives are drawn from; null for none.</param>
    public LinePlan(FastTextOptions options, NegativeTable? table)
    {
        (mode, window, this.table) = (options.Mode, new DrawRange(options.Window), table);
        negatives = table is null || table.IsSingle ? 0 : options.Negatives;
        bounds = (int*)NativeMemory.Alloc(WordStream.Longest + 1, sizeof(int));
        Grow(64);
    }

    ~LinePlan() => Free();

    /// <summary>Rows of a step: the target, then the negatives.</summary>
    public int Width => negatives + 1;

    /// <summary>The rows of all steps of the line, <see cref="Width"/> each.</summary>
    public int* Rows { get; private set; }

    /// <summary>Steps of the line.</summary>
    public int Steps { get; private set; }

    /// <summary>The window of each word.</summary>
    public int* Bounds => bounds;

    /// <summary>Draws for a line.</summary>
    public void Draw(int* line, int words, ref Minstd random)
    {
        Steps = 0;
        for (var w = 0; w < words; w++)
        {
            var bound = bounds[w] = 1 + random.Below(window);
            var (first, last) = (Math.Max(0, w - bound), Math.Min(words - 1, w + bound));
            if (Steps + last - first + 1 > capacity)
                Grow(2 * capacity + last - first);
            if (mode == FastTextMode.Cbow && last > first)
                Step(line[w], ref random);
            else if (mode == FastTextMode.Skipgram)
                for (var c = first; c <= last; c++)
                    if (c != w)
                        Step(line[c], ref random);
        }

        // The rows behind the last step are asked for, never used.
        new Span<int>(Rows + Steps * Width, Width).Clear();
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Step(int target, ref Minstd random)
    {
        var rows = Rows + Steps++ * Width;
        rows[0] = target;
        for (var n = 1; n <= negatives; n++)
            rows[n] = table!.Draw(target, ref random);
    }

    private void Grow(int steps)
    {
        capacity = steps;
        Rows = (int*)NativeMemory.Realloc(Rows, (nuint)(capacity + 1) * (nuint)Width * sizeof(int));
    }

    private void Free()
    {
        NativeMemory.Free(bounds);
        NativeMemory.Free(Rows);
    }
}
