namespace Praxis.Learning.FastText.Rows;

/// <summary>How many vectors of a row a kernel holds in registers: a type, so that each width becomes code of its own.</summary>
internal interface IRowWidth
{
    static abstract int Vectors { get; }
}

internal readonly struct RowWidth1 : IRowWidth
{
    public static int Vectors => 1;
}

internal readonly struct RowWidth2 : IRowWidth
{
    public static int Vectors => 2;
}

internal readonly struct RowWidth3 : IRowWidth
{
    public static int Vectors => 3;
}

internal readonly struct RowWidth4 : IRowWidth
{
    public static int Vectors => 4;
}

internal readonly struct RowWidth5 : IRowWidth
{
    public static int Vectors => 5;
}

internal readonly struct RowWidth6 : IRowWidth
{
    public static int Vectors => 6;
}

internal readonly struct RowWidth7 : IRowWidth
{
    public static int Vectors => 7;
}

internal readonly struct RowWidth8 : IRowWidth
{
    public static int Vectors => 8;
}
