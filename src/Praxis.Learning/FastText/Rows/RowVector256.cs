using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Praxis.Learning.FastText.Rows;

internal readonly unsafe struct RowVector256(Vector256<float> value) : IRowVector<RowVector256>
{
    private readonly Vector256<float> value = value;

    public static int Floats => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector256 Load(float* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector256 Broadcast(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector256 Add(RowVector256 left, RowVector256 right) => new(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowVector256 Multiply(RowVector256 left, RowVector256 right) => new(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* to) => value.Store(to);
}
