using Praxis.Learning.Numerics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Linear;

/// <summary>Random rows of a few common, some rare and many lone columns, with classes that depend on the common ones.</summary>
internal sealed class SparseSample
{
    public SparseSample(int rows, int classes, ulong seed)
    {
        var random = new SplitMix64(seed);
        var starts = new int[rows + 1];
        var (indices, values) = (new List<int>(), new List<float>());
        Classes = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            Classes[row] = row < classes ? row : random.Below(classes);
            var own = new SortedSet<int> { (Classes[row] * 3) + random.Below(3), random.Below(30), 30 + random.Below(200) };
            if (row % 3 != 0)
                own.Add(230 + row);
            if (row % 5 == 0)
                own.Add(230 + rows + row);
            foreach (var column in own)
            {
                indices.Add(column);
                values.Add(0.2f + (random.Below(1000) / 1000f));
            }

            starts[row + 1] = indices.Count;
        }

        ClassCount = classes;
        Rows = SparseRows.Create(230 + (2 * rows), starts, [.. indices], [.. values]);
    }

    public SparseRows Rows { get; }

    public int[] Classes { get; }

    public int ClassCount { get; }
}
