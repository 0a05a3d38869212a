using Microsoft.Data.Sqlite;
using Praxis.Contracts.Experiments;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The running summary of one metric of a run; mean and squares by B. P. Welford, Technometrics 4 (1962) 419.</summary>
internal sealed class SummaryState
{
    public double Last { get; private set; } = double.NaN;

    public long LastStep { get; private set; }

    public long LastTime { get; private set; }

    public double Least { get; private set; } = double.NaN;

    public double Most { get; private set; } = double.NaN;

    public double Mean { get; private set; }

    /// <summary>The sum of squared distances from the mean.</summary>
    public double Squares { get; private set; }

    /// <summary>How many finite values.</summary>
    public long Count { get; private set; }

    public long Points { get; private set; }

    public static SummaryState Read(SqliteDataReader row) => new()
    {
        Last = Value(row, 0),
        LastStep = row.GetInt64(1),
        LastTime = row.GetInt64(2),
        Least = Value(row, 3),
        Most = Value(row, 4),
        Mean = row.GetDouble(5),
        Squares = row.GetDouble(6),
        Count = row.GetInt64(7),
        Points = row.GetInt64(8),
    };

    public void Take(MetricPoint point)
    {
        // The highest step, then the latest, then the largest: so MLflow's servers do it.
        if (Points++ == 0 || (point.Step, point.Time).CompareTo((LastStep, LastTime)) is var order && (order > 0 || (order == 0 && !(point.Value < Last))))
            (Last, LastStep, LastTime) = (point.Value, point.Step, point.Time);
        if (double.IsNaN(point.Value))
            return;
        Least = point.Value < Least || double.IsNaN(Least) ? point.Value : Least;
        Most = point.Value > Most || double.IsNaN(Most) ? point.Value : Most;
        if (double.IsInfinity(point.Value))
            return;
        Count++;
        var before = point.Value - Mean;
        Mean += before / Count;
        Squares += before * (point.Value - Mean);
    }

    private static double Value(SqliteDataReader row, int at) => row.IsDBNull(at) ? double.NaN : row.GetDouble(at);
}
