namespace Praxis.Learning.FastText;

/// <summary>The generator MINSTD (S. K. Park, K. W. Miller and P. K. Stockmeyer, 1993) with the distributions of GCC's library.</summary>
internal struct Minstd
{
    private const uint Modulus = 2_147_483_647;
    private uint state;

    public Minstd(int seed)
    {
        var start = (uint)seed % Modulus;
        state = start == 0 ? 1 : start;
    }

    /// <summary>The generator whose last draw was <paramref name="draw"/>.</summary>
    public static Minstd At(uint draw) => new() { state = draw };

    /// <summary>1 to 2147483646.</summary>
    public uint Next() => state = (uint)(state * 48271UL % Modulus);

    /// <summary>A real number in [low, high); two draws.</summary>
    public double Real(double low, double high)
    {
        const double Range = 2_147_483_646.0;
        double first = Next() - 1, second = Next() - 1;
        var u = (first + second * Range) / (Range * Range);
        return (u >= 1 ? Math.BitDecrement(1.0) : u) * (high - low) + low;
    }

    /// <summary>A whole number in [0, end).</summary>
    public int Below(int end)
    {
        var scale = (Modulus - 2) / (uint)end;
        var limit = (uint)end * scale;
        uint draw;
        do
            draw = Next() - 1;
        while (draw >= limit);
        return (int)(draw / scale);
    }
}
