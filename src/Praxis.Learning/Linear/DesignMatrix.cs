using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Learning.Text;

namespace Praxis.Learning.Linear;

/// <summary>
/// Products of a sparse matrix, kept by columns only, with weights of one or more outputs. Weights lie column by column, the outputs of each side by side, padded to <see cref="Width"/>;
/// after the columns come the rows' lone parts (<see cref="LoneColumns"/>), where there are any. Sums are cut where the data say, never the threads.
/// </summary>
internal sealed class DesignMatrix
{
    private const int MostParts = 16;
    private const int ChunkValues = 1 << 16;
    private readonly LoneColumns _folded;
    private readonly SparseRows _columns;
    private readonly int[] _chunkStarts;
    private readonly int[] _partStarts;
    private readonly int[] _loneRows;
    private readonly int _threads;
    private readonly double[][] _parts;

    public DesignMatrix(SparseRows rows, int outputs, int threads)
    {
        _folded = new LoneColumns(rows);
        _columns = _folded.KeptColumns();
        _threads = threads;
        RowCount = rows.RowCount;
        Outputs = outputs;
        Width = outputs == 1 ? 1 : (outputs + 3) / 4 * 4;
        _loneRows = new int[_folded.LoneCount];
        for (int row = 0, to = 0; row < RowCount; row++)
        {
            if (_folded.Lengths[row] > 0)
                _loneRows[to++] = row;
        }

        _chunkStarts = Cut(Math.Max(1, (_folded.KeptCount + _columns.RowCount) / ChunkValues));
        // So many private sums that clearing and adding them stays small beside the product.
        _partStarts = Cut(Math.Clamp((int)(_folded.KeptCount / (8L * Math.Max(1, RowCount) * Width)), 1, MostParts));
        _parts = new double[_partStarts.Length - 2][];
        for (var part = 0; part < _parts.Length; part++)
            _parts[part] = new double[checked(RowCount * Width)];
    }

    public int RowCount { get; }

    public int Outputs { get; }

    /// <summary>The outputs with their padding.</summary>
    public int Width { get; }

    /// <summary>How many weights there are, padded to a multiple of 8.</summary>
    public int Length => checked((_columns.RowCount + _loneRows.Length) * Width + 7) / 8 * 8;

    /// <summary>scores[row, output] = Σ_j x_row,j weights[j, output].</summary>
    public void Multiply(double[] weights, double[] scores)
    {
        FixedChunks.For(_threads, _partStarts.Length - 1, part =>
        {
            var to = part == 0 ? scores : _parts[part - 1];
            Array.Clear(to);
            var end = _partStarts[part + 1];
            for (var column = _partStarts[part]; column < end; column++)
            {
                if (Width == 1)
                    Scatter(to, weights[column], _columns.Indices(column), _columns.Values(column));
                else
                    ScatterBlocks(to, weights, column * Width, _columns.Indices(column), _columns.Values(column));
            }
        });
        var lone = _columns.RowCount * Width;
        for (var i = 0; i < _loneRows.Length; i++)
        {
            var length = _folded.Lengths[_loneRows[i]];
            for (var k = 0; k < Width; k++)
                scores[(_loneRows[i] * Width) + k] += weights[lone + (i * Width) + k] * length;
        }

        foreach (var part in _parts)
        {
            for (var i = 0; i < part.Length; i++)
                scores[i] += part[i];
        }
    }

    /// <summary>to[j, output] = Σ_row x_row,j values[row, output] + scale add[j, output].</summary>
    public void MultiplyTransposed(double[] values, double scale, double[] add, double[] to)
    {
        FixedChunks.For(_threads, _chunkStarts.Length - 1, chunk =>
        {
            for (var column = _chunkStarts[chunk]; column < _chunkStarts[chunk + 1]; column++)
            {
                var at = column * Width;
                if (Width == 1)
                    to[at] = Gather(values, _columns.Indices(column), _columns.Values(column)) + (scale * add[at]);
                else
                    GatherBlocks(values, _columns.Indices(column), _columns.Values(column), scale, add, to, at);
            }
        });
        var lone = _columns.RowCount * Width;
        for (var i = 0; i < _loneRows.Length; i++)
        {
            var length = _folded.Lengths[_loneRows[i]];
            for (var k = 0; k < Width; k++)
            {
                var at = lone + (i * Width) + k;
                to[at] = (values[(_loneRows[i] * Width) + k] * length) + (scale * add[at]);
            }
        }
    }

    /// <summary>to[j, output] = Σ_row x_row,j² values[row].</summary>
    public void SquaresTransposed(double[] values, double[] to)
    {
        FixedChunks.For(_threads, _chunkStarts.Length - 1, chunk =>
        {
            for (var column = _chunkStarts[chunk]; column < _chunkStarts[chunk + 1]; column++)
            {
                var indices = _columns.Indices(column);
                var own = _columns.Values(column);
                var sum = 0.0;
                for (var i = 0; i < indices.Length; i++)
                    sum += (double)own[i] * own[i] * values[indices[i]];
                to.AsSpan(column * Width, Width).Fill(sum);
            }
        });
        for (var i = 0; i < _loneRows.Length; i++)
        {
            var length = _folded.Lengths[_loneRows[i]];
            to.AsSpan((_columns.RowCount + i) * Width, Width).Fill(length * length * values[_loneRows[i]]);
        }
    }

    /// <summary>The weights of all columns of the matrix, lone ones too; [columns + 1, outputs], the last place left for the intercept.</summary>
    public float[] Spread(double[] weights, int columnCount)
    {
        var all = new float[checked((columnCount + 1) * Outputs)];
        var placeOf = new int[RowCount];
        for (var i = 0; i < _loneRows.Length; i++)
            placeOf[_loneRows[i]] = _columns.RowCount + i;
        for (var output = 0; output < Outputs; output++)
        {
            var own = output;
            _folded.Spread(place => weights[(place * Width) + own], row => weights[(placeOf[row] * Width) + own], all, Outputs, own);
        }

        return all;
    }

    private static void Scatter(double[] to, double weight, ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        if (weight == 0)
            return;
        for (var i = 0; i < rows.Length; i++)
            to[rows[i]] += weight * values[i];
    }

    private static double Gather(double[] from, ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0);
        var i = 0;
        for (; i + 3 < rows.Length; i += 4)
        {
            a += from[rows[i]] * values[i];
            b += from[rows[i + 1]] * values[i + 1];
            c += from[rows[i + 2]] * values[i + 2];
            d += from[rows[i + 3]] * values[i + 3];
        }

        for (; i < rows.Length; i++)
            a += from[rows[i]] * values[i];
        return (a + b) + (c + d);
    }

    private void ScatterBlocks(double[] to, double[] weights, int at, ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        ref var target = ref MemoryMarshal.GetArrayDataReference(to);
        for (var block = 0; block < Width; block += 4)
        {
            var own = FixedChunks.At(weights, at + block);
            for (var i = 0; i < rows.Length; i++)
            {
                var place = (nuint)((rows[i] * Width) + block);
                (Vector256.LoadUnsafe(ref target, place) + (own * Vector256.Create((double)values[i]))).StoreUnsafe(ref target, place);
            }
        }
    }

    private void GatherBlocks(double[] from, ReadOnlySpan<int> rows, ReadOnlySpan<float> values, double scale, double[] add, double[] to, int at)
    {
        ref var target = ref MemoryMarshal.GetArrayDataReference(to);
        for (var block = 0; block < Width; block += 4)
        {
            var (even, odd) = (Vector256<double>.Zero, Vector256<double>.Zero);
            var i = 0;
            for (; i + 1 < rows.Length; i += 2)
            {
                even += FixedChunks.At(from, (rows[i] * Width) + block) * Vector256.Create((double)values[i]);
                odd += FixedChunks.At(from, (rows[i + 1] * Width) + block) * Vector256.Create((double)values[i + 1]);
            }

            if (i < rows.Length)
                even += FixedChunks.At(from, (rows[i] * Width) + block) * Vector256.Create((double)values[i]);
            (even + odd + (FixedChunks.At(add, at + block) * Vector256.Create(scale))).StoreUnsafe(ref target, (nuint)(at + block));
        }
    }

    // Cuts the columns into pieces of about the same number of values.
    private int[] Cut(int pieces)
    {
        var starts = new int[pieces + 1];
        var all = (long)_folded.KeptCount + _columns.RowCount;
        var column = 0;
        for (var piece = 1; piece < pieces; piece++)
        {
            while (column < _columns.RowCount && (long)_columns.Starts[column] + column < all * piece / pieces)
                column++;
            starts[piece] = column;
        }

        starts[pieces] = _columns.RowCount;
        return starts;
    }
}
