using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText;

/// <summary>Words with their vectors as a <c>.vec</c> file has them, in the order of the file: to start a training from, or to ask (<see cref="WordSpace"/>).</summary>
public sealed class VectorFile : IDisposable
{
    private readonly List<byte[]> words;
    private readonly RowMatrix rows;

    private VectorFile(List<byte[]> words, RowMatrix rows) => (this.words, this.rows) = (words, rows);

    /// <summary>How many words.</summary>
    public int Count => words.Count;

    /// <summary>Numbers of a vector.</summary>
    public int Dimension => rows.Columns;

    internal IReadOnlyList<byte[]> Words => words;

    /// <summary>Reads a stream: the number of words and of columns, then each word with its numbers; anything white separates.</summary>
    /// <exception cref="UserException">The stream is no such text, or ends too early.</exception>
    public static VectorFile Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffered = new BufferedStream(stream, 1 << 20);
        var field = new List<byte>();
        var (count, columns) = (Number<int>(buffered, field, "the number of words"), Number<int>(buffered, field, "the number of columns"));
        if (count < 0 || columns is < 1 or > 100_000)
            throw Damaged($"it has {count} words of {columns} columns");
        var words = new List<byte[]>();
        var blocks = new List<float[]>();
        for (var i = 0; i < count; i++)
        {
            if (!Next(buffered, field))
                throw Damaged($"it ends behind {i} of {count} words");
            words.Add([.. field]);
            var row = new float[columns];
            for (var j = 0; j < columns; j++)
                row[j] = Number<float>(buffered, field, $"number {j + 1} of word {i + 1}");
            blocks.Add(row);
        }

        var matrix = new RowMatrix(count, columns);
        for (var i = 0; i < count; i++)
            blocks[i].CopyTo(matrix.Row(i));
        return new VectorFile(words, matrix);
    }

    /// <summary>Reads a file; see <see cref="Read"/>.</summary>
    public static VectorFile Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Read(stream);
    }

    /// <summary>The vector of a word by its place.</summary>
    public ReadOnlySpan<float> Vector(int place) => rows.Row(place);

    /// <inheritdoc/>
    public void Dispose() => rows.Dispose();

    /// <summary>Refuses vectors of another size.</summary>
    internal void Expect(int columns)
    {
        if (Dimension != columns)
            throw new UserException(new Problem { Type = "bad-hyperparameter", Found = $"Dimension of pretrained vectors ({Dimension}) does not match dimension ({columns})!", Remedy = $"Set the vector size (-dim, vector_dim) to {Dimension}" });
    }

    /// <summary>Overwrites the rows of the words that a dictionary has.</summary>
    internal void CopyTo(RowMatrix input, InputPlaces places, FastTextDictionary dictionary)
    {
        for (var i = 0; i < words.Count; i++)
            if (dictionary.Find(words[i]) is >= 0 and var id && id < dictionary.Words)
                Vector(i).CopyTo(input.Row(places.RowOfWord(id)));
    }

    private static T Number<T>(Stream stream, List<byte> field, string what)
        where T : struct, IUtf8SpanParsable<T>
    {
        if (!Next(stream, field))
            throw Damaged($"it ends before {what}");
        return T.TryParse(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(field), CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Damaged($"{what} is {SafeText.Line(Encoding.UTF8.GetString([.. field.Take(40)]))}");
    }

    private static bool Next(Stream stream, List<byte> field)
    {
        field.Clear();
        while (true)
        {
            var c = stream.ReadByte();
            if (c is < 0 or ' ' or (>= 9 and <= 13))
            {
                if (field.Count > 0)
                    return true;
                if (c < 0)
                    return false;
            }
            else
            {
                field.Add((byte)c);
            }
        }
    }

    private static UserException Damaged(string found) =>
        new(new Problem { Type = "damaged-vectors", Found = $"the file of vectors cannot be read: {found}", Expected = "a line with the numbers of words and columns, then a line a word: the word and its numbers" });
}
