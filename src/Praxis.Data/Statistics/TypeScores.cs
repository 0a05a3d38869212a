namespace Praxis.Data.Statistics;

/// <summary>
/// How well each kind fits a column; the highest wins, and of equal ones the first: binary, numeric, categorical, text, date. The rules are those of SageMaker's data insights.
/// </summary>
public sealed record TypeScores(double Binary, double Numeric, double Categorical, double Text, double DateTime)
{
    private const double MostlyDates = 0.6;
    private const double DatesBesideNumbers = 0.05;

    /// <summary>The kind with the highest score.</summary>
    public ColumnKind Best
    {
        get
        {
            (ColumnKind Kind, double Score)[] all = [(ColumnKind.Binary, Binary), (ColumnKind.Numeric, Numeric), (ColumnKind.Categorical, Categorical), (ColumnKind.Text, Text), (ColumnKind.DateTime, DateTime)];
            var best = all.Max(one => one.Score);
            return best > 0 ? all.First(one => one.Score == best).Kind : ColumnKind.Empty;
        }
    }

    /// <summary>
    /// Scores a column: numeric = numbers / values; text = (rows - numbers - missing) / rows; two different values: binary and categorical 1, text 0; else by r = distinct / rows,
    /// categorical 1 (and text 0) below 0.01, then 1 - (r - 0.01) / 0.19 down to 0 at 0.2. Where more than 60 % of the values are dates and more than 5 % are dates and no numbers,
    /// the column is a date and nothing else.
    /// </summary>
    /// <param name="rows">All rows.</param>
    /// <param name="missing">Rows without a value.</param>
    /// <param name="numbers">Values that are finite numbers.</param>
    /// <param name="distinct">Different values.</param>
    /// <param name="dates">Values that are dates.</param>
    /// <param name="datesOnly">Dates that are no numbers.</param>
    public static TypeScores Of(long rows, long missing, long numbers, long distinct, long dates, long datesOnly)
    {
        var values = rows - missing;
        if (values <= 0)
            return new TypeScores(0, 0, 0, 0, 0);
        if (dates > MostlyDates * values && datesOnly > DatesBesideNumbers * values)
            return new TypeScores(0, 0, 0, 0, 1);
        var numeric = (double)numbers / values;
        if (distinct == 2)
            return new TypeScores(1, numeric, 1, 0, 0);
        var text = (double)(rows - numbers - missing) / rows;
        var share = (double)distinct / rows;
        return share < 0.01 ? new TypeScores(0, numeric, 1, 0, 0) : new TypeScores(0, numeric, share < 0.2 ? 1 - (share - 0.01) / 0.19 : 0, text, 0);
    }
}
