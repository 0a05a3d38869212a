using System.Runtime.InteropServices;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tabular;

/// <summary>Numbers the values of a categorical column from 0, the most frequent first; of equally frequent ones the ordinally first.</summary>
internal sealed class CategoryCodes
{
    /// <summary>How many values have a number; rarer ones count as missing.</summary>
    public const int Most = 1000;

    private readonly Dictionary<string, int> _codes;

    private CategoryCodes(string[] values)
    {
        Values = values;
        _codes = new Dictionary<string, int>(values.Length, StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
            if (!_codes.TryAdd(values[i], i))
                throw new FormatException("a category stands twice");
    }

    public string[] Values { get; }

    public static CategoryCodes Fit(IEnumerable<string?> values)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
            if (!string.IsNullOrEmpty(value))
                CollectionsMarshal.GetValueRefOrAddDefault(counts, value, out _)++;
        return new CategoryCodes([.. counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(Most).Select(pair => pair.Key)]);
    }

    /// <summary>The value's number; -1 where it is missing or was never seen.</summary>
    public int Code(string? value) => value is not null && _codes.TryGetValue(value, out var code) ? code : -1;

    public void Save(ByteWriter writer) => ModelFile.WriteTexts(writer, Values);

    public static CategoryCodes Load(ref ByteReader reader) => new(ModelFile.ReadTexts(ref reader));
}
