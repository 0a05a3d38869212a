namespace Praxis.Learning.Metrics;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014) with binomial and multinomial draws; the same seed gives the same draws.</summary>
internal sealed class BootstrapRandom(ulong seed)
{
    private static readonly double[] StirlingTail =
    [
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
    ];

    private ulong state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Uniform in (0, 1).</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Draws as many rows as <paramref name="cells"/> hold, with their shares as probabilities: one conditional binomial a cell.</summary>
    public void Multinomial(ReadOnlySpan<long> cells, Span<long> drawn)
    {
        long mass = 0;
        foreach (var cell in cells) mass += cell;
        var rows = mass;
        for (var i = 0; i < cells.Length; i++)
        {
            drawn[i] = cells[i] == 0 || rows == 0 ? 0 : cells[i] == mass ? rows : Binomial(rows, (double)cells[i] / mass);
            mass -= cells[i];
            rows -= drawn[i];
        }
    }

    /// <summary>Successes in n trials: inversion below a mean of 10, else BTRS (W. Hörmann, 1993, J. Stat. Comput. Simul. 46, 101-110).</summary>
    public long Binomial(long n, double p)
    {
        if (p > 0.5) return n - Binomial(n, 1 - p);
        if (n == 0 || p <= 0) return 0;
        return n * p < 10 ? Inversion(n, p) : Rejection(n, p);
    }

    private long Inversion(long n, double p)
    {
        var ratio = p / (1 - p);
        var term = Math.Exp(n * Math.Log(1 - p));
        var u = Uniform();
        long k = 0;
        while (u > term && k < n && (term > 0))
        {
            u -= term;
            k++;
            term *= ratio * (n - k + 1) / k;
        }

        return k;
    }

    private long Rejection(long n, double p)
    {
        var deviation = Math.Sqrt(n * p * (1 - p));
        var b = 1.15 + 2.53 * deviation;
        var a = -0.0873 + 0.0248 * b + 0.01 * p;
        var c = n * p + 0.5;
        var sure = 0.92 - 4.2 / b;
        var ratio = p / (1 - p);
        var alpha = (2.83 + 5.1 / b) * deviation;
        var m = Math.Floor((n + 1) * p);
        while (true)
        {
            var u = Uniform() - 0.5;
            var v = Uniform();
            var us = 0.5 - Math.Abs(u);
            var k = Math.Floor((2 * a / us + b) * u + c);
            if (k < 0 || k > n) continue;
            if (us >= 0.07 && v <= sure) return (long)k;
            var bound = (m + 0.5) * Math.Log((m + 1) / (ratio * (n - m + 1)))
                + (n + 1) * Math.Log((n - m + 1) / (n - k + 1))
                + (k + 0.5) * Math.Log(ratio * (n - k + 1) / (k + 1))
                + Tail(m) + Tail(n - m) - Tail(k) - Tail(n - k);
            if (Math.Log(v * alpha / (a / (us * us) + b)) <= bound) return (long)k;
        }
    }

    private static double Tail(double k)
    {
        if (k < StirlingTail.Length) return StirlingTail[(int)k];
        var square = (k + 1) * (k + 1);
        return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
    }
}
