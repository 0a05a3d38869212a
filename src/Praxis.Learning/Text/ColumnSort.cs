using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>Sorts the columns of one text: by digits of 8 bits, least first, which takes a text of 460 n-grams a quarter of the time of comparing.</summary>
internal static class ColumnSort
{
    private const int Few = 64;

    /// <param name="columns">Numbers from 0 to below <paramref name="end"/>.</param>
    /// <param name="room">Room for as many numbers; overwritten.</param>
    /// <param name="end">How many columns there are.</param>
    public static void Sort(Span<int> columns, Span<float> room, int end)
    {
        if (columns.Length < Few)
        {
            columns.Sort();
            return;
        }

        var from = columns;
        var to = MemoryMarshal.Cast<float, int>(room)[..columns.Length];
        Span<int> starts = stackalloc int[256];
        var isInRoom = false;
        for (var shift = 0; shift < 32 && (end - 1) >> shift > 0; shift += 8)
        {
            starts.Clear();
            foreach (var column in from)
                starts[(column >> shift) & 255]++;
            var sum = 0;
            foreach (ref var start in starts)
            {
                var count = start;
                start = sum;
                sum += count;
            }

            foreach (var column in from)
                to[starts[(column >> shift) & 255]++] = column;
            var other = from;
            from = to;
            to = other;
            isInRoom = !isInRoom;
        }

        if (isInRoom)
            from.CopyTo(columns);
    }
}
