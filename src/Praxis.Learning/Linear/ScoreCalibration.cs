using Praxis.Learning.Numerics;

namespace Praxis.Learning.Linear;

/// <summary>Turns scores into probabilities that are as often right as they say, fitted to scores of rows that the model has not seen. Immutable.</summary>
public sealed class ScoreCalibration
{
    private readonly double[] _numbers; // temperature: the factor; sigmoid: slope and intercept of each class
    private readonly IsotonicCurve[] _curves;

    private ScoreCalibration(CalibrationMethod method, double[] numbers, IsotonicCurve[] curves)
    {
        Method = method;
        _numbers = numbers;
        _curves = curves;
    }

    /// <summary>The softmax of the scores.</summary>
    public static ScoreCalibration None { get; } = new(CalibrationMethod.None, [], []);

    /// <summary>How scores become probabilities.</summary>
    public CalibrationMethod Method { get; }

    /// <summary>Fits a calibration.</summary>
    /// <param name="method">How.</param>
    /// <param name="scores">[rows * classes], of models that have not seen the rows (<see cref="CrossValidation"/>).</param>
    /// <param name="classes">Each row's class.</param>
    /// <param name="classCount">How many classes there are.</param>
    /// <param name="weights">Each row's weight, or null.</param>
    public static ScoreCalibration Fit(CalibrationMethod method, double[] scores, IReadOnlyList<int> classes, int classCount, IReadOnlyList<double>? weights = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(classes);
        if (scores.Length != classes.Count * classCount || (weights is not null && weights.Count != classes.Count))
            throw new ArgumentException($"{scores.Length} scores and {classes.Count} classes of {classCount} do not belong together", nameof(scores));
        var own = weights?.ToArray() ?? [.. Enumerable.Repeat(1.0, classes.Count)];
        if (method is CalibrationMethod.Automatic or CalibrationMethod.None || !own.Any(weight => weight > 0))
            return None;
        if (method == CalibrationMethod.Temperature)
            return new ScoreCalibration(method, [Factor(scores, classes, classCount, own)], []);
        var (numbers, curves) = (new List<double>(), new List<IsotonicCurve>());
        for (var k = 0; k < classCount; k++)
        {
            var column = Enumerable.Range(0, classes.Count).Select(row => scores[(row * classCount) + k]).ToArray();
            var targets = classes.Select(truth => truth == k ? 1.0 : 0.0).ToArray();
            if (method == CalibrationMethod.Isotonic)
            {
                curves.Add(IsotonicCurve.Fit(column, targets, own));
                continue;
            }

            var (slope, intercept) = Curve(column, targets, own);
            numbers.Add(slope);
            numbers.Add(intercept);
        }

        return new ScoreCalibration(method, [.. numbers], [.. curves]);
    }

    /// <summary>Replaces the scores of one row by its probabilities.</summary>
    public void Apply(Span<double> scores)
    {
        switch (Method)
        {
            case CalibrationMethod.Temperature:
                foreach (ref var score in scores)
                    score *= _numbers[0];
                Softmax.InPlace(scores);
                break;
            case CalibrationMethod.Sigmoid:
                for (var k = 0; k < scores.Length; k++)
                    scores[k] = 1.0 / (1.0 + Math.Exp(-((_numbers[2 * k] * scores[k]) + _numbers[(2 * k) + 1])));
                Share(scores);
                break;
            case CalibrationMethod.Isotonic:
                for (var k = 0; k < scores.Length; k++)
                    scores[k] = _curves[k].At(scores[k]);
                Share(scores);
                break;
            default:
                Softmax.InPlace(scores);
                break;
        }
    }

    /// <summary>The factor of a temperature; slope and intercept of each class of sigmoids.</summary>
    internal IReadOnlyList<double> Numbers => _numbers;

    internal void Save(ByteWriter writer)
    {
        writer.Write((int)Method);
        writer.Write(_numbers.Length);
        writer.Write(_numbers);
        writer.Write(_curves.Length);
        foreach (var curve in _curves)
        {
            writer.Write(curve.Scores.Length);
            writer.Write(curve.Scores);
            writer.Write(curve.Values);
        }
    }

    /// <exception cref="FormatException">The bytes are no calibration of so many classes.</exception>
    internal static ScoreCalibration Load(ref ByteReader reader, int classCount)
    {
        var method = (CalibrationMethod)reader.Number((int)CalibrationMethod.None, (int)CalibrationMethod.Isotonic);
        var numbers = Finite(reader.Read<double>(reader.Count(sizeof(double))));
        var curves = new IsotonicCurve[reader.Count(4)];
        for (var i = 0; i < curves.Length; i++)
        {
            var points = reader.Count(2 * sizeof(double));
            curves[i] = new IsotonicCurve(Finite(reader.Read<double>(points)), Finite(reader.Read<double>(points)));
            for (var p = 0; p < points; p++)
            {
                if (curves[i].Values[p] is < 0 or > 1 || (p > 0 && (curves[i].Scores[p] <= curves[i].Scores[p - 1] || curves[i].Values[p] < curves[i].Values[p - 1])))
                    throw new FormatException("a calibration does not rise");
            }

            if (points == 0)
                throw new FormatException("a calibration has no point");
        }

        var (needed, rising) = method switch
        {
            CalibrationMethod.Temperature => (1, 0),
            CalibrationMethod.Sigmoid => (2 * classCount, 0),
            CalibrationMethod.Isotonic => (0, classCount),
            _ => (0, 0),
        };
        if (numbers.Length != needed || curves.Length != rising)
            throw new FormatException("a calibration does not fit the labels");
        return new ScoreCalibration(method, numbers, curves);
    }

    private static double[] Finite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                throw new FormatException("a calibration has a number that is none");
        }

        return values.ToArray();
    }

    private static void Share(Span<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        foreach (ref var value in values)
            value = sum > 0 ? value / sum : 1.0 / values.Length;
    }

    // The factor b of the least Σ w_i (ln Σ_k exp(b s_ik) - b s_i,y): convex, so its slope is bracketed and halved.
    private static double Factor(double[] scores, IReadOnlyList<int> classes, int classCount, double[] weights)
    {
        var (low, high) = (1e-3, 1e3);
        for (var i = 0; i < 60; i++)
        {
            var middle = Math.Sqrt(low * high);
            if (Slope(middle) > 0)
                high = middle;
            else
                low = middle;
        }

        return Math.Sqrt(low * high);

        double Slope(double factor)
        {
            var slope = 0.0;
            Span<double> powers = classCount <= 256 ? stackalloc double[classCount] : new double[classCount];
            for (var row = 0; row < classes.Count; row++)
            {
                var own = scores.AsSpan(row * classCount, classCount);
                for (var k = 0; k < classCount; k++)
                    powers[k] = factor * own[k];
                Softmax.InPlace(powers);
                var mean = 0.0;
                for (var k = 0; k < classCount; k++)
                    mean += powers[k] * own[k];
                slope += weights[row] * (mean - own[classes[row]]);
            }

            return slope;
        }
    }

    // Platt's curve by Newton's method with his smoothed targets (H.-T. Lin et al., 2007, "A note on Platt's probabilistic outputs").
    private static (double Slope, double Intercept) Curve(double[] scores, double[] targets, double[] weights)
    {
        var (yes, no) = (0.0, 0.0);
        for (var row = 0; row < scores.Length; row++)
        {
            yes += weights[row] * targets[row];
            no += weights[row] * (1.0 - targets[row]);
        }

        var (high, low) = ((yes + 1.0) / (yes + 2.0), 1.0 / (no + 2.0));
        var (slope, intercept) = (0.0, Math.Log((yes + 1.0) / (no + 1.0)));
        var loss = Loss(slope, intercept);
        for (var i = 0; i < 100; i++)
        {
            var (g1, g2, h11, h12, h22) = (0.0, 0.0, 1e-12, 0.0, 1e-12);
            for (var row = 0; row < scores.Length; row++)
            {
                var p = 1.0 / (1.0 + Math.Exp(-((slope * scores[row]) + intercept)));
                var wrong = weights[row] * (p - (targets[row] > 0 ? high : low));
                var bend = weights[row] * p * (1.0 - p);
                g1 += wrong * scores[row];
                g2 += wrong;
                h11 += bend * scores[row] * scores[row];
                h12 += bend * scores[row];
                h22 += bend;
            }

            if (Math.Abs(g1) < 1e-8 && Math.Abs(g2) < 1e-8)
                break;
            var determinant = (h11 * h22) - (h12 * h12);
            var (d1, d2) = (-((h22 * g1) - (h12 * g2)) / determinant, -((h11 * g2) - (h12 * g1)) / determinant);
            var step = 1.0;
            while (step > 1e-10 && !(Loss(slope + (step * d1), intercept + (step * d2)) < loss))
                step *= 0.5;
            if (step <= 1e-10)
                break;
            slope += step * d1;
            intercept += step * d2;
            loss = Loss(slope, intercept);
        }

        return (slope, intercept);

        double Loss(double a, double b)
        {
            var sum = 0.0;
            for (var row = 0; row < scores.Length; row++)
            {
                var z = (a * scores[row]) + b;
                sum += weights[row] * (Math.Max(z, 0.0) + Math.Log(1.0 + Math.Exp(-Math.Abs(z))) - ((targets[row] > 0 ? high : low) * z));
            }

            return sum;
        }
    }
}
