using System.Runtime.InteropServices;

namespace Praxis.Learning.Text;

/// <summary>One text's row, and the room that making it needs; of one thread at a time.</summary>
public sealed class NgramRow
{
    private readonly List<float> _values = [];
    private char[] _buffer = [];

    /// <summary>The columns, ascending.</summary>
    public ReadOnlySpan<int> Indices => CollectionsMarshal.AsSpan(Found);

    /// <summary>The weights, parallel to <see cref="Indices"/>.</summary>
    public ReadOnlySpan<float> Values => CollectionsMarshal.AsSpan(_values);

    internal List<int> Found { get; } = [];

    internal List<int> Symbols { get; } = [];

    internal ref char[] Buffer => ref _buffer;

    internal void Weigh(float[] idf, int border, NgramOptions options)
    {
        CollectionsMarshal.SetCount(_values, Found.Count);
        var count = TermWeighing.Weigh(CollectionsMarshal.AsSpan(Found), CollectionsMarshal.AsSpan(_values), idf, border, options);
        CollectionsMarshal.SetCount(Found, count);
        CollectionsMarshal.SetCount(_values, count);
    }
}
