using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Praxis.Learning.FastText.Files;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>
/// Vectors of length one against which a query is held. Sixty-four words lie together column by column, so that lanes are words and each sum runs in the order of the
/// columns, as the original's does.
/// </summary>
internal sealed unsafe class WordIndex : IDisposable
{
    private const int Block = 64;
    private readonly RowMatrix blocks;
    private readonly int words;

    /// <param name="words">How many words.</param>
    /// <param name="columns">Numbers of a vector.</param>
    /// <param name="copy">Copies the vector of a word.</param>
    public WordIndex(int words, int columns, VectorWriter.RowCopy copy)
    {
        (this.words, Columns) = (words, columns);
        blocks = new RowMatrix((words + Block - 1L) / Block * columns, Block);
        var vector = new float[columns];
        for (var word = 0; word < words; word++)
        {
            copy(word, vector);
            var norm = WordNorm.Of(vector);
            if (!(norm > 0))
                continue;
            var factor = (float)(1.0 / norm);
            var to = blocks.At((long)(word / Block) * columns) + word % Block;
            for (var j = 0; j < columns; j++)
                to[j * Block] = factor * vector[j];
        }
    }

    public int Columns { get; }

    /// <summary>The product of a query with every word.</summary>
    public float[] Scores(float[] query)
    {
        var scores = new float[(words + Block - 1) / Block * Block];
        fixed (float* from = query, to = scores)
            if (Vector512.IsHardwareAccelerated)
                Scores<RowVector512>(from, to);
            else if (Vector256.IsHardwareAccelerated)
                Scores<RowVector256>(from, to);
            else
                Scores<RowScalar>(from, to);
        GC.KeepAlive(this);
        return scores;
    }

    public void Dispose() => blocks.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Scores<TVector>(float* query, float* scores)
        where TVector : struct, IRowVector<TVector>
    {
        var from = blocks.Start;
        for (var word = 0; word < words; word += Block, from += (nint)Columns * Block)
            for (var lane = 0; lane < Block; lane += 4 * TVector.Floats)
            {
                TVector a = default, b = default, c = default, d = default;
                var column = from + lane;
                for (var j = 0; j < Columns; j++, column += Block)
                {
                    var x = TVector.Broadcast(query[j]);
                    a = TVector.Add(a, TVector.Multiply(TVector.Load(column), x));
                    b = TVector.Add(b, TVector.Multiply(TVector.Load(column + TVector.Floats), x));
                    c = TVector.Add(c, TVector.Multiply(TVector.Load(column + 2 * TVector.Floats), x));
                    d = TVector.Add(d, TVector.Multiply(TVector.Load(column + 3 * TVector.Floats), x));
                }

                var to = scores + word + lane;
                a.Store(to);
                b.Store(to + TVector.Floats);
                c.Store(to + 2 * TVector.Floats);
                d.Store(to + 3 * TVector.Floats);
            }
    }
}
