using System.Runtime.InteropServices;

namespace Praxis.Learning.FastText.Files;

/// <summary>Writes the model file of fastText 0.9.2, version 12.</summary>
internal static class ModelWriter
{
    public const int Magic = 793_712_314;
    public const int Version = 12;

    /// <summary>Writes the model, its labels under other names where <paramref name="labelText"/> gives them, prefix and all.</summary>
    public static void Write(Stream stream, FastTextModel model, Func<int, byte[]>? labelText = null)
    {
        stream.Write(Head(model, labelText));
        stream.WriteByte(model.Input.IsQuantized ? (byte)1 : (byte)0);
        model.Input.Write(stream);
        stream.WriteByte(model.Output.IsQuantized ? (byte)1 : (byte)0);
        model.Output.Write(stream);
    }

    // What stands before the matrices, in one buffer: a call a field is measurable with a hundred thousand words.
    private static byte[] Head(FastTextModel model, Func<int, byte[]>? labelText)
    {
        var (options, dictionary) = (model.Options, model.Dictionary);
        using var head = new MemoryStream(1 << 20);
        int[] fields =
        [
            Magic, Version, options.Dimension, options.Window, options.Epochs, options.MinCount, options.Negatives, options.WordNgrams,
            (int)options.Loss, (int)options.Mode, options.Buckets, options.MinCharacters, options.MaxCharacters, options.LearningRateUpdate,
        ];
        head.Write(MemoryMarshal.AsBytes(fields.AsSpan()));
        head.Write(MemoryMarshal.AsBytes<double>([options.SamplingThreshold]));
        head.Write(MemoryMarshal.AsBytes<int>([dictionary.Count, dictionary.Words, dictionary.Labels]));
        head.Write(MemoryMarshal.AsBytes<long>([dictionary.Tokens, dictionary.Pruned?.Count ?? -1]));
        Span<byte> tail = stackalloc byte[10];
        tail[0] = 0;
        for (var id = 0; id < dictionary.Count; id++)
        {
            head.Write(id >= dictionary.Words && labelText is not null ? labelText(id - dictionary.Words) : dictionary.Text(id));
            MemoryMarshal.Write(tail[1..], dictionary.Counts[id]);
            tail[9] = id < dictionary.Words ? (byte)0 : (byte)1;
            head.Write(tail);
        }

        foreach (var (bucket, row) in dictionary.Pruned ?? [])
            head.Write(MemoryMarshal.AsBytes<int>([bucket, row]));
        return head.ToArray();
    }
}
