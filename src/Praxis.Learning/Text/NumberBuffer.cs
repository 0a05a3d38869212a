namespace Praxis.Learning.Text;

/// <summary>Numbers in the order in which they came, in pieces: growing copies nothing and leaves nothing behind.</summary>
internal sealed class NumberBuffer
{
    private const int Piece = 1 << 16;
    private readonly List<int[]> _pieces = [];
    private int[] _last = [];
    private int _used;

    public int Count => _pieces.Count == 0 ? 0 : checked(((_pieces.Count - 1) * Piece) + _used);

    public void AddRange(ReadOnlySpan<int> numbers)
    {
        while (numbers.Length > 0)
        {
            if (_used == _last.Length)
            {
                _pieces.Add(_last = GC.AllocateUninitializedArray<int>(Piece));
                _used = 0;
            }

            var most = Math.Min(numbers.Length, Piece - _used);
            numbers[..most].CopyTo(_last.AsSpan(_used));
            _used += most;
            numbers = numbers[most..];
        }
    }

    /// <summary>All numbers in one array; the buffer is empty afterwards.</summary>
    public int[] Drain()
    {
        var all = GC.AllocateUninitializedArray<int>(Count);
        for (var i = 0; i < _pieces.Count; i++)
            _pieces[i].AsSpan(0, Math.Min(Piece, all.Length - (i * Piece))).CopyTo(all.AsSpan(i * Piece));
        _pieces.Clear();
        (_last, _used) = ([], 0);
        return all;
    }
}
