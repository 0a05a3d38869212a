using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Quantization;

/// <summary>Rows that a quantiser is trained on and that get codes.</summary>
/// <param name="count">How many.</param>
/// <param name="columns">Numbers of a row.</param>
/// <param name="copy">Copies a row.</param>
internal sealed class Points(int count, int columns, Points.RowCopy copy)
{
    private float[]? norms;

    public delegate void RowCopy(int row, Span<float> into);

    public int Count => count;

    public int Columns => columns;

    /// <summary>Copies a row, divided by its norm after <see cref="Normalize"/>.</summary>
    public void Copy(int row, Span<float> into)
    {
        copy(row, into);
        if (norms is null || norms[row] == 0)
            return;
        foreach (ref var value in into)
            value /= norms[row];
    }

    /// <summary>Divides all rows but those of zeros by their norms from now on, and returns the norms.</summary>
    public float[] Normalize() => norms = Norms();

    /// <summary>The Euclidean norm of each row: squares are rounded to float and added in double, as the original does.</summary>
    /// <exception cref="UserException">A norm is no number.</exception>
    public float[] Norms()
    {
        var all = new float[count];
        var row = new float[columns];
        for (var i = 0; i < count; i++)
        {
            copy(i, row);
            var sum = 0.0;
            foreach (var value in row)
                sum += value * value;
            if (double.IsNaN(sum))
                throw new UserException(new Problem { Type = "not-a-number", Found = "Encountered NaN.", Expected = "weights that are numbers", Remedy = "Train the model again at a lower learning rate (-lr, learning_rate)" });
            all[i] = (float)Math.Sqrt(sum);
        }

        return all;
    }
}
