using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// Rows of floats outside the collected heap. Each row begins at a cache line and is padded with zeros to whole lines, so that a row of ten numbers costs one line and
/// kernels need no tail.
/// </summary>
internal sealed unsafe class RowMatrix : IDisposable
{
    /// <summary>Floats of a cache line, the unit of padding.</summary>
    public const int Line = 16;

    private readonly void* memory;

    public RowMatrix(long rows, int columns)
    {
        (Rows, Columns) = (rows, columns);
        Stride = (columns + Line - 1) / Line * Line;
        var bytes = checked((nuint)(rows * Stride * sizeof(float)));
        // Fresh pages are zero already; asking for aligned memory would have them written.
        memory = PageMemory.Allocate(bytes + 128);
        Start = (float*)(((nint)memory + 63) & ~63);
        GC.AddMemoryPressure((long)bytes + 128);
    }

    ~RowMatrix() => Free();

    /// <summary>Rows.</summary>
    public long Rows { get; }

    /// <summary>Numbers of a row.</summary>
    public int Columns { get; }

    /// <summary>Floats from a row to the next.</summary>
    public int Stride { get; }

    /// <summary>The first row.</summary>
    public float* Start { get; }

    /// <summary>A row without its padding.</summary>
    public Span<float> Row(long row) => new(At(row), Columns);

    /// <summary>A row.</summary>
    public float* At(long row) => Start + row * Stride;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(memory);
        GC.RemoveMemoryPressure(Rows * Stride * sizeof(float) + 128);
    }
}
