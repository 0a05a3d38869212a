using System.Runtime.CompilerServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>One float: the twin that the vectors are tested against.</summary>
internal readonly unsafe struct RowScalar(float value) : IRowVector<RowScalar>
{
    private readonly float value = value;

    public static int Floats => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowScalar Load(float* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowScalar Broadcast(float value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowScalar Add(RowScalar left, RowScalar right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowScalar Multiply(RowScalar left, RowScalar right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => *to = value;
}
