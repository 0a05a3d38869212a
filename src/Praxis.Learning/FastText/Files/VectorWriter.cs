using System.Globalization;
using System.Text;

namespace Praxis.Learning.FastText.Files;

/// <summary>Writes vectors as text: a line with their number and size, then a line a name.</summary>
internal static class VectorWriter
{
    /// <summary>Writes rows.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="name">The name of a row.</param>
    /// <param name="copy">Copies a row.</param>
    public static void Write(Stream stream, int count, int columns, Func<int, byte[]> name, Action<int, float[]> copy)
    {
        var row = new float[columns];
        var number = new byte[ShortFloat.Longest];
        using var buffered = new BufferedStream(stream, 1 << 20);
        buffered.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{count} {columns}\n")));
        for (var i = 0; i < count; i++)
        {
            buffered.Write(name(i));
            buffered.WriteByte((byte)' ');
            copy(i, row);
            foreach (var value in row)
            {
                buffered.Write(number, 0, ShortFloat.Write(value, number));
                buffered.WriteByte((byte)' ');
            }

            buffered.WriteByte((byte)'\n');
        }

        buffered.Flush();
    }
}
