using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Files;

/// <summary>Reads floats into padded rows, a megabyte at a time, so that what is copied and checked is still in the cache.</summary>
internal static unsafe class MatrixReader
{
    private const int ChunkBytes = 1 << 20;
    private const uint NoNumber = 0x7f800000;

    /// <summary>Reads all rows of a matrix.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static void Read(Stream stream, RowMatrix matrix)
    {
        var rowBytes = matrix.Columns * sizeof(float);
        var rowsOfChunk = Math.Max(1, ChunkBytes / rowBytes);
        var size = (nuint)rowsOfChunk * (nuint)rowBytes;
        var chunk = (byte*)NativeMemory.AlignedAlloc(size + 64, 64);
        try
        {
            for (long row = 0; row < matrix.Rows; row += rowsOfChunk)
            {
                var count = (int)Math.Min(rowsOfChunk, matrix.Rows - row);
                stream.ReadExactly(new Span<byte>(chunk, count * rowBytes));
                ModelReader.Expect(AreNumbers((uint*)chunk, count * matrix.Columns), "a weight is no number");
                for (var i = 0; i < count; i++)
                    Unsafe.CopyBlockUnaligned(matrix.At(row + i), chunk + (nint)i * rowBytes, (uint)rowBytes);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(chunk);
        }
    }

    // Infinity and NaN have all bits of the exponent set.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreNumbers(uint* bits, int count)
    {
        var mask = Vector256.Create(NoNumber);
        var found = Vector256<uint>.Zero;
        var i = 0;
        for (; i + 8 <= count; i += 8)
            found |= Vector256.Equals(Vector256.Load(bits + i) & mask, mask);
        var isNumber = found == Vector256<uint>.Zero;
        for (; i < count; i++)
            isNumber &= (bits[i] & NoNumber) != NoNumber;
        return isNumber;
    }
}
