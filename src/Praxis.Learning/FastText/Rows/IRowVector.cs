namespace Praxis.Learning.FastText.Rows;

/// <summary>The vector that a kernel of <see cref="RowKernels{TVector}"/> works with: 512 bits, 256 bits, or the scalar twin of both.</summary>
internal unsafe interface IRowVector<TSelf>
    where TSelf : struct, IRowVector<TSelf>
{
    /// <summary>Floats of a vector.</summary>
    static abstract int Floats { get; }

    static abstract TSelf Load(float* from);

    static abstract TSelf Broadcast(float value);

    static abstract TSelf Add(TSelf left, TSelf right);

    static abstract TSelf Multiply(TSelf left, TSelf right);

    void Store(float* to);
}
