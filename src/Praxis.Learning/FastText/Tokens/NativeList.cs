using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Rows;

namespace Praxis.Learning.FastText.Tokens;

/// <summary>A growing list of numbers outside the collected heap, for hundreds of millions of them; the memory past its end may be read up to <see cref="Slack"/> items.</summary>
internal sealed unsafe class NativeList : IDisposable
{
    /// <summary>Zeroed items past the end, so that loops may look ahead without a test.</summary>
    public const int Slack = 64;

    private nint capacity;

    public NativeList(long expected = 1024)
    {
        capacity = (nint)Math.Max(expected, 1024);
        Items = (int*)NativeMemory.Alloc((nuint)(capacity + Slack), sizeof(int));
        PageMemory.Advise(Items, (nuint)capacity * sizeof(int));
    }

    ~NativeList() => NativeMemory.Free(Items);

    public int* Items { get; private set; }

    public nint Count { get; set; }

    public int this[nint index] => Items[index];

    /// <summary>Where the next items go, with room for at least <paramref name="more"/>; <see cref="Count"/> is set by the caller afterwards.</summary>
    public int* Reserve(nint more)
    {
        if (Count + more > capacity)
        {
            capacity = Math.Max(Count + more, capacity + capacity / 2);
            MemoryShortage.Require(capacity * sizeof(int));
            Items = (int*)NativeMemory.Realloc(Items, (nuint)(capacity + Slack) * sizeof(int));
            PageMemory.Advise(Items, (nuint)capacity * sizeof(int));
        }

        return Items + Count;
    }

    public void Add(int item)
    {
        *Reserve(1) = item;
        Count++;
    }

    /// <summary>Zeroes the slack; called when the list is complete.</summary>
    public NativeList Complete()
    {
        new Span<int>(Items + Count, Slack).Clear();
        return this;
    }

    public void Dispose()
    {
        NativeMemory.Free(Items);
        Items = null;
        GC.SuppressFinalize(this);
    }
}
