namespace Praxis.Learning.Explain;

/// <summary>
/// Coalitions of a row of numbers: an unknown feature takes the value of each background row in turn and the model's outputs are averaged,
/// <c>v(S) = mean_b f(x_S, z_b outside S)</c>; with a logit link, <c>ln(v/(1-v))</c> of the average.
/// </summary>
/// <param name="model">Gives the outputs of a row.</param>
/// <param name="outputs">How many outputs the model has.</param>
/// <param name="instance">The row to explain, <c>[features]</c>.</param>
/// <param name="background">At least one row, <c>[rows][features]</c>.</param>
/// <param name="useLogit">Whether the averaged outputs, probabilities then, pass through the logit.</param>
public sealed class BackgroundCoalitions(Func<double[], double[]> model, int outputs, double[] instance, IReadOnlyList<double[]> background, bool useLogit = false) : ICoalitions
{
    private readonly double[] row = new double[instance.Length];

    /// <inheritdoc/>
    public int Features => instance.Length;

    /// <inheritdoc/>
    public int Outputs => outputs;

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<bool> present, Span<double> outputs)
    {
        outputs.Clear();
        foreach (var other in background)
        {
            for (var i = 0; i < row.Length; i++)
                row[i] = present[i] ? instance[i] : other[i];
            var said = model(row);
            for (var k = 0; k < outputs.Length; k++)
                outputs[k] += said[k] / background.Count;
        }

        if (useLogit)
            Logit.InPlace(outputs);
    }
}
