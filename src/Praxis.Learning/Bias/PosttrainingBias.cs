using Praxis.Contracts.Analyze;

namespace Praxis.Learning.Bias;

/// <summary>
/// Bias of predictions over a facet; metrics as in Amazon's "Amazon AI Fairness and Explainability Whitepaper" (SageMaker Clarify, "Measure Post-training
/// Data and Model Bias"). d = the rows of a value, a = all other rows. A division 0/0 is 0, x/0 is infinite with the sign of x, and the difference of two equal
/// infinities is 0.
/// </summary>
public static class PosttrainingBias
{
    /// <summary>
    /// With n⁺ and n⁻ the observed, n̂⁺ and n̂⁻ the predicted rows: <c>AD = acc_a - acc_d</c>; <c>CDDPL</c> see <see cref="ConditionalDisparity"/>;
    /// <c>DAR = TP_a/n̂_a⁺ - TP_d/n̂_d⁺</c>; <c>DCA = n_a⁺/n̂_a⁺ - n_d⁺/n̂_d⁺</c>; <c>DCR = n_d⁻/n̂_d⁻ - n_a⁻/n̂_a⁻</c>; <c>DI = q̂_d/q̂_a</c>; <c>DPPL = q̂_a - q̂_d</c>;
    /// <c>DRR = TN_d/n̂_d⁻ - TN_a/n̂_a⁻</c>; <c>FT</c> see <see cref="FlipTest"/>; <c>GE = (1/2n) Σ((b_i/μ)² - 1)</c> over all rows, b = ŷ - y + 1;
    /// <c>RD = TP_a/n_a⁺ - TP_d/n_d⁺</c>; <c>SD = TN_d/n_d⁻ - TN_a/n_a⁻</c>; <c>TE = FN_d/FP_d - FN_a/FP_a</c>.
    /// </summary>
    /// <param name="facet">The rows of the value.</param>
    /// <param name="others">All other rows.</param>
    /// <param name="predictedStrata">Rows by group variable and predicted outcome; null where there is no group variable.</param>
    /// <param name="flipTest">The flip test; null where it cannot be computed.</param>
    /// <param name="noDisparity">Why there is no conditional disparity.</param>
    /// <param name="noFlipTest">Why there is no flip test.</param>
    /// <returns>The metrics, sorted by name; a metric that cannot be computed has an error.</returns>
    public static IReadOnlyList<BiasMetric> Metrics(OutcomeCounts facet, OutcomeCounts others, IReadOnlyList<StratumCount>? predictedStrata = null, double? flipTest = null, string? noDisparity = null, string? noFlipTest = null)
    {
        var empty = facet.Rows == 0 ? "No row has this value." : others.Rows == 0 ? "All rows have this value: there is nothing to compare it with." : null;
        var (d, a) = (facet, others);
        BiasMetric Of(string name, string description, Func<double> value) => empty is null ? new(name, description, value()) : new(name, description, null, empty);
        var disparity = predictedStrata is null ? null : ConditionalDisparity.Compute(predictedStrata);
        var entropy = Entropy(d + a);
        return
        [
            Of("AD", "Accuracy Difference (AD)", () => Divide(a.TruePositives + a.TrueNegatives, a.Rows) - Divide(d.TruePositives + d.TrueNegatives, d.Rows)),
            new("CDDPL", "Conditional Demographic Disparity in Predicted Labels (CDDPL)", empty is null ? disparity : null, empty is not null ? empty : disparity is null ? noDisparity ?? (predictedStrata is null ? "No group variable was given." : "All predictions are the same.") : null),
            Of("DAR", "Difference in Acceptance Rates (DAR)", () => Minus(Divide(a.TruePositives, a.PredictedPositive), Divide(d.TruePositives, d.PredictedPositive))),
            Of("DCA", "Difference in Conditional Acceptance (DCA)", () => Minus(Divide(a.Positive, a.PredictedPositive), Divide(d.Positive, d.PredictedPositive))),
            Of("DCR", "Difference in Conditional Rejection (DCR)", () => Minus(Divide(d.Rows - d.Positive, d.Rows - d.PredictedPositive), Divide(a.Rows - a.Positive, a.Rows - a.PredictedPositive))),
            Of("DI", "Disparate Impact (DI)", () => Divide(Divide(d.PredictedPositive, d.Rows), Divide(a.PredictedPositive, a.Rows))),
            Of("DPPL", "Difference in Positive Proportions in Predicted Labels (DPPL)", () => Divide(a.PredictedPositive, a.Rows) - Divide(d.PredictedPositive, d.Rows)),
            Of("DRR", "Difference in Rejection Rates (DRR)", () => Minus(Divide(d.TrueNegatives, d.Rows - d.PredictedPositive), Divide(a.TrueNegatives, a.Rows - a.PredictedPositive))),
            new("FT", "Flip Test (FT)", empty is null ? flipTest : null, empty ?? (flipTest is null ? noFlipTest ?? "The flip test needs numeric features." : null)),
            new("GE", "Generalized Entropy (GE)", entropy, entropy is null ? "Every row is a false negative." : null),
            Of("RD", "Recall Difference (RD)", () => Minus(Divide(a.TruePositives, a.Positive), Divide(d.TruePositives, d.Positive))),
            Of("SD", "Specificity Difference (SD)", () => Minus(Divide(d.TrueNegatives, d.Rows - d.Positive), Divide(a.TrueNegatives, a.Rows - a.Positive))),
            Of("TE", "Treatment Equality (TE)", () => Minus(Divide(d.FalseNegatives, d.FalsePositives), Divide(a.FalseNegatives, a.FalsePositives))),
        ];
    }

    private static double? Entropy(OutcomeCounts all)
    {
        var sum = all.TruePositives + all.TrueNegatives + 2 * all.FalsePositives;
        if (sum == 0)
            return null;
        var mean = (double)sum / all.Rows;
        var squares = (all.TruePositives + all.TrueNegatives + 4 * all.FalsePositives) / (mean * mean);
        return (squares - all.Rows) / (2 * all.Rows);
    }

    private static double Divide(double x, double y) => y != 0 ? x / y : x == 0 ? 0 : x > 0 ? double.PositiveInfinity : double.NegativeInfinity;

    private static double Minus(double x, double y) => x == y ? 0 : x - y;
}
