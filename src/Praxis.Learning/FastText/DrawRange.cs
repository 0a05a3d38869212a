namespace Praxis.Learning.FastText;

/// <summary>The whole numbers in [0, end) as GCC's library draws them: a draw below the limit, divided by the scale.</summary>
internal readonly struct DrawRange(int end)
{
    private const uint Draws = 2_147_483_645;

    public uint Scale { get; } = Draws / (uint)end;

    public uint Limit { get; } = Draws / (uint)end * (uint)end;
}
