namespace Praxis.Learning.Linear;

/// <summary>Minimises a smooth convex function with little memory (L-BFGS). What it holds between iterations can be saved and read back exactly.</summary>
internal sealed class Lbfgs
{
    private const int History = 10;
    private const int MostSteps = 40;
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const double LeastGain = 64 * 2.220446049250313e-16;
    private readonly Func<double[], double[], double> _evaluate;
    private readonly int _threads;
    private readonly List<(double[] Step, double[] Change, double Product)> _history = [];
    private double[] _gradient;
    private double[] _nextPoint;
    private double[] _nextGradient;
    private readonly double[] _direction;
    private bool _stuck;

    /// <summary>Starts at zero; <paramref name="evaluate"/> gives the value at a point and puts the gradient into the second array.</summary>
    public Lbfgs(int length, int threads, Func<double[], double[], double> evaluate)
    {
        _evaluate = evaluate;
        _threads = threads;
        Point = new double[length];
        _gradient = new double[length];
        _nextPoint = new double[length];
        _nextGradient = new double[length];
        _direction = new double[length];
    }

    public double[] Point { get; private set; }

    public double Value { get; private set; }

    public int Iteration { get; private set; }

    /// <summary>Evaluates the start; not after <see cref="Restore"/>.</summary>
    public void Start() => Value = _evaluate(Point, _gradient);

    /// <summary>Whether no slope is above the tolerance, or nothing more can be gained.</summary>
    public bool IsDone(double tolerance) => _stuck || FixedChunks.MaxMagnitude(_gradient) <= tolerance;

    public void Iterate()
    {
        FindDirection();
        var slope = FixedChunks.Dot(_threads, _gradient, _direction);
        if (!(slope < 0) && _history.Count > 0)
        {
            _history.Clear();
            FindDirection();
            slope = FixedChunks.Dot(_threads, _gradient, _direction);
        }

        Iteration++;
        if (!(slope < 0) || !Search(slope, out var value))
        {
            _stuck = true;
            return;
        }

        var reuse = _history.Count == History ? _history[0] : default;
        if (reuse.Step is not null)
            _history.RemoveAt(0);
        var step = reuse.Step ?? new double[Point.Length];
        var change = reuse.Change ?? new double[Point.Length];
        FixedChunks.Combine(_threads, Point, -1.0, _nextPoint, step);
        FixedChunks.Combine(_threads, _gradient, -1.0, _nextGradient, change);
        var product = FixedChunks.Dot(_threads, step, change);
        if (product > 2.2e-16 * FixedChunks.Dot(_threads, change, change))
            _history.Add((step, change, product));
        _stuck = Value - value <= LeastGain * Math.Max(Math.Max(Math.Abs(Value), Math.Abs(value)), 1.0);
        Value = value;
        (Point, _nextPoint) = (_nextPoint, Point);
        (_gradient, _nextGradient) = (_nextGradient, _gradient);
    }

    public void Save(ByteWriter writer)
    {
        writer.Write(Iteration);
        writer.Write(_stuck ? 1 : 0);
        writer.Write(_history.Count);
        writer.Write([Value]);
        writer.Write(Point);
        writer.Write(_gradient);
        foreach (var (step, change, product) in _history)
        {
            writer.Write(step);
            writer.Write(change);
            writer.Write([product]);
        }
    }

    /// <summary>Takes up what <see cref="Save"/> wrote; where that throws, this must not be used any more.</summary>
    public void Restore(Stream stream)
    {
        Span<int> head = stackalloc int[3];
        Read(stream, head);
        if (head[0] < 0 || head[2] is < 0 or > History)
            throw new InvalidDataException("a checkpoint's head is damaged");
        Iteration = head[0];
        _stuck = head[1] != 0;
        Span<double> one = stackalloc double[1];
        Read(stream, one);
        Value = one[0];
        Read(stream, Point.AsSpan());
        Read(stream, _gradient.AsSpan());
        for (var i = 0; i < head[2]; i++)
        {
            var step = new double[Point.Length];
            var change = new double[Point.Length];
            Read(stream, step.AsSpan());
            Read(stream, change.AsSpan());
            Read(stream, one);
            _history.Add((step, change, one[0]));
        }
    }

    private static void Read<T>(Stream stream, Span<T> to)
        where T : unmanaged
    {
        // In pieces, since a span of bytes cannot cover the longest arrays.
        for (var at = 0; at < to.Length; at += 1 << 20)
            stream.ReadExactly(System.Runtime.InteropServices.MemoryMarshal.AsBytes(to.Slice(at, Math.Min(1 << 20, to.Length - at))));
    }

    private void FindDirection()
    {
        FixedChunks.Combine(_threads, _gradient, -2.0, _gradient, _direction); // the gradient, turned round
        var shares = new double[_history.Count];
        for (var i = _history.Count - 1; i >= 0; i--)
        {
            var (step, change, product) = _history[i];
            shares[i] = FixedChunks.Dot(_threads, step, _direction) / product;
            FixedChunks.Combine(_threads, change, -shares[i], _direction, _direction);
        }

        if (_history.Count > 0)
        {
            var (_, change, product) = _history[^1];
            FixedChunks.Combine(_threads, _direction, (product / FixedChunks.Dot(_threads, change, change)) - 1.0, _direction, _direction);
        }

        for (var i = 0; i < _history.Count; i++)
        {
            var (step, change, product) = _history[i];
            FixedChunks.Combine(_threads, step, shares[i] - (FixedChunks.Dot(_threads, change, _direction) / product), _direction, _direction);
        }
    }

    // Finds a step that gains enough and after which the slope is flatter (Wolfe), by bracketing with cubic interpolation.
    private bool Search(double slope, out double value)
    {
        var low = (At: 0.0, Value, Slope: slope);
        var high = (At: double.PositiveInfinity, Value: 0.0, Slope: 0.0);
        var at = _history.Count > 0 ? 1.0 : Math.Min(1.0, 1.0 / Math.Sqrt(FixedChunks.Dot(_threads, _gradient, _gradient)));
        for (var i = 0; i < MostSteps; i++)
        {
            value = EvaluateAt(at);
            var there = FixedChunks.Dot(_threads, _nextGradient, _direction);
            if (!double.IsFinite(value) || !double.IsFinite(there) || value > Value + (Decrease * at * slope))
            {
                high = (at, value, there);
            }
            else if (there < Curvature * slope)
            {
                low = (at, value, there);
            }
            else
            {
                return true;
            }

            at = double.IsFinite(high.At) ? Between(low, high) : at * 4.0;
        }

        value = low.At > 0 ? EvaluateAt(low.At) : Value;
        return low.At > 0;
    }

    private double EvaluateAt(double at)
    {
        FixedChunks.Combine(_threads, _direction, at, Point, _nextPoint);
        return _evaluate(_nextPoint, _nextGradient);
    }

    private static double Between((double At, double Value, double Slope) low, (double At, double Value, double Slope) high)
    {
        var width = high.At - low.At;
        var d1 = low.Slope + high.Slope - (3.0 * (high.Value - low.Value) / width);
        var square = (d1 * d1) - (low.Slope * high.Slope);
        var d2 = Math.Sqrt(Math.Max(0.0, square));
        var at = high.At - (width * (high.Slope + d2 - d1) / (high.Slope - low.Slope + (2.0 * d2)));
        return double.IsFinite(at) && square >= 0 ? Math.Clamp(at, low.At + (0.1 * width), high.At - (0.1 * width)) : low.At + (0.5 * width);
    }
}
