using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

internal readonly unsafe struct RowVector512(Vector512<float> value) : IRowVector<RowVector512>
{
    private readonly Vector512<float> value = value;

    public static int Floats => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector512 Load(float* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector512 Add(RowVector512 left, RowVector512 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector512 Multiply(RowVector512 left, RowVector512 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => value.Store(to);
}
