namespace Praxis.Learning.FastText.Quantization;

/// <summary>Points side by side, a lane each, in search of the nearest centroid; their own least distance and its centroid so far.</summary>
internal unsafe interface IPointLanes<TSelf>
    where TSelf : struct, IPointLanes<TSelf>
{
    /// <summary>Points of a vector.</summary>
    static abstract int Points { get; }

    /// <summary>Before the first centroid.</summary>
    static abstract TSelf Begin();

    /// <summary>Tries a centroid: <paramref name="points"/> holds the first column of the points, the next one <paramref name="stride"/> floats behind it.</summary>
    void Offer(float* points, nint stride, float* centroid, int columns, int index);

    /// <summary>Writes the nearest centroid of each point.</summary>
    void Store(byte* codes);
}
