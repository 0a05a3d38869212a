namespace Praxis.Learning.FastText.Files;

/// <summary>Writes the model file of fastText 0.9.2, version 12.</summary>
internal static unsafe class ModelWriter
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
        ReadOnlySpan<byte> Text(int id) => id >= dictionary.Words && labelText is not null ? labelText(id - dictionary.Words) : dictionary.Text(id);
        var pruned = dictionary.Pruned;
        long length = 92 + 8L * (pruned?.Count ?? 0);
        for (var id = 0; id < dictionary.Count; id++)
            length += Text(id).Length + 10;
        var head = new byte[length];
        fixed (byte* start = head)
        {
            var to = (int*)start;
            *to++ = Magic;
            *to++ = Version;
            *to++ = options.Dimension;
            *to++ = options.Window;
            *to++ = options.Epochs;
            *to++ = options.MinCount;
            *to++ = options.Negatives;
            *to++ = options.WordNgrams;
            *to++ = (int)options.Loss;
            *to++ = (int)options.Mode;
            *to++ = options.Buckets;
            *to++ = options.MinCharacters;
            *to++ = options.MaxCharacters;
            *to++ = options.LearningRateUpdate;
            *(double*)to = options.SamplingThreshold;
            to += 2;
            *to++ = dictionary.Count;
            *to++ = dictionary.Words;
            *to++ = dictionary.Labels;
            *(long*)to = dictionary.Tokens;
            *(long*)(to + 2) = pruned?.Count ?? -1;
            var next = (byte*)(to + 4);
            for (var id = 0; id < dictionary.Count; id++)
            {
                var word = Text(id);
                word.CopyTo(new Span<byte>(next, word.Length));
                next += word.Length;
                *next = 0;
                *(long*)(next + 1) = dictionary.Counts[id];
                next[9] = id < dictionary.Words ? (byte)0 : (byte)1;
                next += 10;
            }

            to = (int*)next;
            if (pruned is not null)
                foreach (var (bucket, row) in pruned)
                {
                    *to++ = bucket;
                    *to++ = row;
                }
        }

        return head;
    }
}
