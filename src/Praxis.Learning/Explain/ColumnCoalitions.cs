using Praxis.Contracts.Train;

namespace Praxis.Learning.Explain;

/// <summary>
/// Coalitions of the columns of a row: an unknown column takes the value of each background row in turn, and the model's probabilities are averaged, as in
/// <see cref="BackgroundCoalitions"/>.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="instance">The row to explain.</param>
/// <param name="background">At least one row.</param>
/// <param name="useLogit">Whether the averages pass through the logit.</param>
public sealed class ColumnCoalitions(ITextClassifier model, Instance instance, IReadOnlyList<Instance> background, bool useLogit = false) : ICoalitions
{
    private readonly double[] probabilities = new double[model.Labels.Count];

    /// <inheritdoc/>
    public int Features => instance.Count;

    /// <inheritdoc/>
    public int Outputs => probabilities.Length;

    /// <inheritdoc/>
    public void Evaluate(ReadOnlySpan<bool> present, Span<double> outputs)
    {
        outputs.Clear();
        foreach (var other in background)
        {
            var values = new string?[instance.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = present[i] ? instance[i] : other[i];
            model.Predict(new Instance(values[0] ?? "", values.Length == 1 ? null : values[1..]), probabilities);
            for (var k = 0; k < outputs.Length; k++)
                outputs[k] += probabilities[k] / background.Count;
        }

        if (useLogit)
            Logit.InPlace(outputs);
    }
}
