namespace Praxis.Learning.Linear;

/// <summary>
/// Minimises <c>loss(X w, b) + λ|w|²/2</c> over the weights w and free parameters b: L-BFGS (J. Nocedal, 1980) preconditioned by the loss's curvature at the start. Scores change
/// linearly along a direction, so one product with the matrix serves every step length that is tried; a second gives the next gradient.
/// </summary>
internal sealed class MarginLbfgs
{
    private const int History = 8;
    private const int MostTrials = 30;
    private const int RowsPerChunk = 512;
    private const double Precision = 16 * 2.220446049250313e-16;
    private const double GainPerTolerance = 2.2e-5; // the share of the value that a pass must gain: 2.2e-9 at the tolerance 1e-4, as SciPy's L-BFGS-B, and so scikit-learn, has it
    private readonly DesignMatrix _matrix;
    private readonly IMarginLoss _loss;
    private readonly double _penalty;
    private readonly int _threads;
    private readonly double[] _inverseCurvature;
    private readonly double[] _scores;
    private readonly double[] _scoreStep;
    private readonly double[] _triedScores;
    private readonly double[] _slopes;
    private readonly double[] _freeSlopes;
    private readonly List<(double[] Step, double[] Change, double Product)> _history = [];
    private double[] _gradient;
    private double[] _nextGradient;
    private readonly double[] _direction;
    private readonly double[] _tried;

    public MarginLbfgs(DesignMatrix matrix, IMarginLoss loss, double penalty, int threads)
    {
        _matrix = matrix;
        _loss = loss;
        _penalty = penalty;
        _threads = threads;
        var length = matrix.Length + ((loss.FreeCount + 7) / 8 * 8);
        Point = new double[length];
        _gradient = new double[length];
        _nextGradient = new double[length];
        _direction = new double[length];
        _inverseCurvature = new double[length];
        _scores = new double[checked((matrix.RowCount * matrix.Width) + 7) / 8 * 8];
        _scoreStep = new double[_scores.Length];
        _triedScores = new double[_scores.Length];
        _slopes = new double[_scores.Length];
        _tried = new double[loss.FreeCount];
        _freeSlopes = new double[loss.FreeCount];
    }

    /// <summary>The weights, then, from the matrix's length on, the free parameters.</summary>
    public double[] Point { get; private set; }

    public double Value { get; private set; }

    public int Iteration { get; private set; }

    /// <summary>Goes on until no slope is above the tolerance, a pass gains next to nothing, or the passes are used up.</summary>
    public void Run(double tolerance, int maxIterations, Action<int, double>? report, CancellationToken cancellationToken)
    {
        Start();
        while (Iteration < maxIterations && FixedChunks.MaxMagnitude(_gradient) > tolerance)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Iterate(Math.Max(Precision, GainPerTolerance * tolerance)))
                break;
            report?.Invoke(Iteration, Value);
        }
    }

    private void Start()
    {
        var curvature = new double[_matrix.RowCount];
        _loss.Curvature(curvature);
        _matrix.SquaresTransposed(curvature, _inverseCurvature);
        Free(_inverseCurvature).Clear();
        _loss.FreeCurvature(Free(_inverseCurvature));
        for (var i = 0; i < _inverseCurvature.Length; i++)
        {
            var own = _inverseCurvature[i] + (i < _matrix.Length ? _penalty : 0.0);
            _inverseCurvature[i] = own > 0 ? 1.0 / own : 0.0;
        }

        _loss.Start(Free(Point));
        Value = Evaluate(_scores, Free(Point));
        FindGradient(_gradient);
    }

    private Span<double> Free(double[] vector) => vector.AsSpan(_matrix.Length, _loss.FreeCount);

    private bool Iterate(double leastGain)
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
        if (!(slope < 0))
            return false;
        _matrix.Multiply(_direction, _scoreStep);
        var length = Search(slope, out var value);
        if (length <= 0)
            return false;
                for (var i = 0; i < _scores.Length; i++)
            _scores[i] += length * _scoreStep[i];
        var (step, change) = Recycled();
        FixedChunks.Combine(_threads, _direction, length - 1.0, _direction, step);
        FixedChunks.Combine(_threads, _direction, length, Point, Point);
        _tried.CopyTo(Free(Point));
        FindGradient(_nextGradient);
        FixedChunks.Combine(_threads, _gradient, -1.0, _nextGradient, change);
        var product = FixedChunks.Dot(_threads, step, change);
        if (product > 2.2e-16 * FixedChunks.Dot(_threads, change, change))
            _history.Add((step, change, product));
        var isWorthwhile = Value - value > leastGain * Math.Max(Math.Abs(Value), 1e-300);
        Value = value;
        (_gradient, _nextGradient) = (_nextGradient, _gradient);
        return isWorthwhile;
    }

    private (double[] Step, double[] Change) Recycled()
    {
        if (_history.Count < History)
            return (new double[Point.Length], new double[Point.Length]);
        var (step, change, _) = _history[0];
        _history.RemoveAt(0);
        return (step, change);
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

        FixedChunks.Multiply(_threads, _inverseCurvature, Scale(), _direction);
        for (var i = 0; i < _history.Count; i++)
        {
            var (step, change, product) = _history[i];
            FixedChunks.Combine(_threads, step, shares[i] - (FixedChunks.Dot(_threads, change, _direction) / product), _direction, _direction);
        }
    }

    private double Scale()
    {
        if (_history.Count == 0)
            return 1.0;
        var (_, change, product) = _history[^1];
        return product / FixedChunks.WeightedSquares(_threads, change, _inverseCurvature);
    }

    // Finds a step of sufficient decrease and flatter slope (Wolfe); the first try is the whole step, the next where a cubic has its least value.
    private double Search(double slope, out double value)
    {
        var squares = FixedChunks.Dot(_threads, _direction, _direction) - Square(Free(_direction));
        var product = FixedChunks.Dot(_threads, Point, _direction) - Product(Free(Point), Free(_direction));
        var low = (At: 0.0, Value, Slope: slope);
        var high = (At: double.PositiveInfinity, Value: 0.0, Slope: 0.0);
        var at = 1.0;
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var (there, thereSlope) = Try(at, product, squares);
            if (!double.IsFinite(there) || !double.IsFinite(thereSlope) || there > Value + (1e-4 * at * slope))
                high = (at, there, thereSlope);
            else if (Math.Abs(thereSlope) <= 0.4 * -slope)
                return Accept(at, there, out value);
            else if (thereSlope < 0)
                low = (at, there, thereSlope);
            else
                high = (at, there, thereSlope);
            at = double.IsFinite(high.At) ? Between(low, high) : at * 3.0;
        }

        var (last, _) = Try(low.At, product, squares);
        return Accept(low.At, last, out value);
    }

    private static double Accept(double at, double there, out double value)
    {
        value = there;
        return at;
    }

    private (double Value, double Slope) Try(double at, double product, double squares)
    {
        var free = Free(Point);
        var step = Free(_direction);
        for (var k = 0; k < _tried.Length; k++)
            _tried[k] = free[k] + (at * step[k]);
        FixedChunks.Combine(1, _scoreStep, at, _scores, _triedScores);
        var growth = _penalty * at * (product + (0.5 * at * squares));
        var value = Evaluate(_triedScores, _tried);
        var slope = _penalty * (product + (at * squares));
        for (var i = 0; i < _slopes.Length; i++)
            slope += _slopes[i] * _scoreStep[i];
        for (var k = 0; k < _tried.Length; k++)
            slope += _freeSlopes[k] * step[k];
        return (value + growth + PenaltyNow, slope);
    }

    private double PenaltyNow { get; set; }

    private double Evaluate(double[] scores, ReadOnlySpan<double> free)
    {
        var own = free.ToArray();
        var chunks = (_matrix.RowCount + RowsPerChunk - 1) / RowsPerChunk;
        var losses = new double[chunks];
        var parts = new double[chunks * own.Length];
        FixedChunks.For(_threads, chunks, chunk =>
            losses[chunk] = _loss.Evaluate(chunk * RowsPerChunk, Math.Min(_matrix.RowCount, (chunk + 1) * RowsPerChunk), scores, _matrix.Width, own, _slopes, parts.AsSpan(chunk * own.Length, own.Length)));
        Array.Clear(_freeSlopes);
        var loss = 0.0;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            loss += losses[chunk];
            for (var k = 0; k < own.Length; k++)
                _freeSlopes[k] += parts[(chunk * own.Length) + k];
        }

        return loss;
    }

    private void FindGradient(double[] gradient)
    {
        _matrix.MultiplyTransposed(_slopes, _penalty, Point, gradient);
        _freeSlopes.CopyTo(Free(gradient));
        PenaltyNow = 0.5 * _penalty * (FixedChunks.Dot(_threads, Point, Point) - Square(Free(Point)));
    }

    private static double Square(ReadOnlySpan<double> values) => Product(values, values);

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
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
