namespace Praxis.Learning.Linear;

/// <summary>A convex loss of the rows' scores and a few free parameters (intercepts, thresholds).</summary>
internal interface IMarginLoss
{
    /// <summary>How many scores a row has.</summary>
    int Outputs { get; }

    /// <summary>How many free parameters there are.</summary>
    int FreeCount { get; }

    /// <summary>Where to begin.</summary>
    void Start(Span<double> free);

    /// <summary>An upper estimate, at the start, of the loss's second derivative by each row's score; [rows].</summary>
    void Curvature(Span<double> rows);

    /// <summary>The same by each free parameter.</summary>
    void FreeCurvature(Span<double> free);

    /// <summary>The loss of one row by its own scores; writes its derivatives by them.</summary>
    double EvaluateRow(int row, ReadOnlySpan<double> scores, ReadOnlySpan<double> free, Span<double> slopes);

    /// <summary>
    /// The loss of the rows from <paramref name="begin"/> to <paramref name="end"/>; infinite where the free parameters are not allowed. Writes its derivatives by the scores
    /// into <paramref name="slopes"/> ([rows, width], as the scores) and adds those by the free parameters to <paramref name="freeSlopes"/>.
    /// </summary>
    double Evaluate(int begin, int end, double[] scores, int width, ReadOnlySpan<double> free, double[] slopes, Span<double> freeSlopes);
}
