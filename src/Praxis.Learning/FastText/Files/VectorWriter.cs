using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Praxis.Learning.FastText.Files;

/// <summary>Writes vectors as text: a line with their number and size, then a line a name. Blocks of lines are made on several threads and written in order.</summary>
internal static class VectorWriter
{
    private const int BlockBytes = 1 << 19;

    /// <summary>The name of a row.</summary>
    public delegate ReadOnlySpan<byte> RowName(int row);

    /// <summary>Copies a row.</summary>
    public delegate void RowCopy(int row, Span<float> into);

    /// <summary>Writes rows.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="name">The name of a row.</param>
    /// <param name="copy">Copies a row; several threads ask at once.</param>
    public static void Write(Stream stream, int count, int columns, RowName name, RowCopy copy)
    {
        stream.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{count} {columns}\n")));
        var rowsOfBlock = Math.Max(1, BlockBytes / (columns * 11 + 16));
        var blocks = (count + rowsOfBlock - 1) / rowsOfBlock;
        OrderedBlocks.Run(blocks, () => new BlockMaker(columns, name, copy), (maker, block) => maker.Make(block * rowsOfBlock, Math.Min(count, (block + 1) * rowsOfBlock)), (maker, _) => stream.Write(maker.Made));
    }

    private sealed unsafe class BlockMaker(int columns, RowName name, RowCopy copy)
    {
        private readonly float[] row = new float[columns];
        private readonly ShortFloat numbers = ShortFloat.Shared;
        private byte[] text = new byte[BlockBytes * 2];
        private int length;

        public ReadOnlySpan<byte> Made => text.AsSpan(0, length);

        public void Make(int begin, int end)
        {
            length = 0;
            for (var i = begin; i < end; i++)
            {
                var own = name(i);
                var most = length + own.Length + 2 + columns * (ShortFloat.Longest + 1);
                if (text.Length < most)
                    Array.Resize(ref text, Math.Max(2 * text.Length, most));
                own.CopyTo(text.AsSpan(length));
                copy(i, row);
                fixed (byte* start = text)
                fixed (float* values = row)
                {
                    var to = start + length + own.Length;
                    *to++ = (byte)' ';
                    length = (int)(Numbers(values, columns, to) - start);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private byte* Numbers(float* values, int count, byte* to)
        {
            for (var k = 0; k < count; k++)
            {
                to = numbers.Write5(values[k], to);
                *to++ = (byte)' ';
            }

            *to++ = (byte)'\n';
            return to;
        }
    }
}
