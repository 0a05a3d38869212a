namespace Praxis.Learning.Explain;

/// <summary>The weighted least-squares problem of Kernel SHAP; the last feature is eliminated by the constraint on the sum.</summary>
internal sealed class ConstrainedFit
{
    private readonly ICoalitions coalitions;
    private readonly double[] empty;
    private readonly double[] full;
    private readonly double[] said;
    private readonly double[] row;
    private readonly double[] left;
    private readonly double[] right;
    private readonly int free;

    public ConstrainedFit(ICoalitions coalitions)
    {
        this.coalitions = coalitions;
        free = coalitions.Features - 1;
        (empty, full, said) = (new double[coalitions.Outputs], new double[coalitions.Outputs], new double[coalitions.Outputs]);
        coalitions.Evaluate(new bool[coalitions.Features], empty);
        coalitions.Evaluate(Enumerable.Repeat(true, coalitions.Features).ToArray(), full);
        row = new double[free];
        left = new double[free * free];
        right = new double[free * coalitions.Outputs];
    }

    public void Add(bool[] set, double weight, bool withComplement)
    {
        AddOne(set, weight);
        if (withComplement)
            AddOne([.. set.Select(inside => !inside)], weight);
    }

    public Attribution Solve()
    {
        Cholesky();
        var phi = new double[free + 1][];
        for (var i = 0; i <= free; i++)
            phi[i] = new double[coalitions.Outputs];
        for (var k = 0; k < coalitions.Outputs; k++)
        {
            var x = new double[free];
            for (var i = 0; i < free; i++)
            {
                x[i] = right[i * coalitions.Outputs + k];
                for (var j = 0; j < i; j++)
                    x[i] -= left[i * free + j] * x[j];
                x[i] /= left[i * free + i];
            }

            for (var i = free - 1; i >= 0; i--)
            {
                for (var j = i + 1; j < free; j++)
                    x[i] -= left[j * free + i] * x[j];
                x[i] /= left[i * free + i];
            }

            var sum = 0.0;
            for (var i = 0; i < free; i++)
                sum += phi[i][k] = x[i];
            phi[free][k] = full[k] - empty[k] - sum;
        }

        return new Attribution(empty, full, phi, IsExact: false);
    }

    private void AddOne(bool[] set, double weight)
    {
        coalitions.Evaluate(set, said);
        var last = set[free] ? 1.0 : 0;
        for (var i = 0; i < free; i++)
            row[i] = (set[i] ? 1 : 0) - last;
        for (var i = 0; i < free; i++)
        {
            if (row[i] == 0)
                continue;
            for (var j = 0; j <= i; j++)
                left[i * free + j] += weight * row[i] * row[j];
            for (var k = 0; k < said.Length; k++)
                right[i * said.Length + k] += weight * row[i] * (said[k] - empty[k] - last * (full[k] - empty[k]));
        }
    }

    // In place; the sizes 1 and M-1, always asked whole, make the matrix positive definite.
    private void Cholesky()
    {
        for (var i = 0; i < free; i++)
            for (var j = 0; j <= i; j++)
            {
                var sum = left[i * free + j];
                for (var k = 0; k < j; k++)
                    sum -= left[i * free + k] * left[j * free + k];
                left[i * free + j] = i == j ? Math.Sqrt(sum) : sum / left[j * free + j];
            }
    }
}
