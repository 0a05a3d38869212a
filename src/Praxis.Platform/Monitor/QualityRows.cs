namespace Praxis.Platform.Monitor;

/// <summary>Predictions beside the truth.</summary>
internal sealed record QualityRows
{
    /// <summary>At least 200 rows, or no deviation is told.</summary>
    public const int FewestForDeviation = 200;

    public required QualityProblem Problem { get; init; }

    /// <summary>The classes; of two, the second is the positive one.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The true class by row, or the true number.</summary>
    public required double[] Truth { get; init; }

    /// <summary>The predicted class by row, or number.</summary>
    public required double[] Predicted { get; init; }

    /// <summary>The score of the positive class by row; null where there is none.</summary>
    public double[]? Scores { get; init; }

    /// <summary>The same of some rows.</summary>
    public QualityRows Of(IReadOnlyList<int> rows) => this with
    {
        Truth = [.. rows.Select(row => Truth[row])],
        Predicted = [.. rows.Select(row => Predicted[row])],
        Scores = Scores is null ? null : [.. rows.Select(row => Scores[row])],
    };

    /// <summary>The class of every row as its place in <see cref="Labels"/>.</summary>
    public static int[] Classes(double[] values) => [.. values.Select(value => (int)value)];
}
