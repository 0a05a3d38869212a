using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>A text as ids of known words, read by line with frequent words dropped at random (T. Mikolov et al., 2013, "Distributed representations of words and phrases", eq. 5).</summary>
internal sealed unsafe class WordStream : IDisposable
{
    /// <summary>A line ends behind this many known tokens and one more.</summary>
    public const int Longest = 1024;

    // A label: it counts, and is no word.
    private const int Label = -1;
    private readonly NativeList ids;
    private readonly float[] kept;
    private readonly int endOfLine;

    public WordStream(TextTokens text, FastTextDictionary dictionary, double threshold)
    {
        ids = new NativeList(text.Ids.Count);
        endOfLine = dictionary.EndOfLine;
        kept = new float[dictionary.Words];
        for (var id = 0; id < kept.Length; id++)
        {
            var share = (float)dictionary.Counts[id] / (float)dictionary.Tokens;
            kept[id] = (float)(Math.Sqrt(threshold / share) + threshold / share);
        }

        var finalIds = dictionary.FinalIds;
        var next = ids.Items;
        var tokens = text.Ids.Items;
        for (nint i = 0; i < text.Ids.Count; i++)
        {
            var id = finalIds[tokens[i]];
            *next = id < dictionary.Words ? id : Label;
            next += id >= 0 ? 1 : 0;
        }

        ids.Count = (nint)(next - ids.Items);
        ids.Complete();
    }

    /// <summary>Known tokens.</summary>
    public long Count => ids.Count;

    /// <summary>Reads the line at a place and moves the place behind it, round and round; two draws a word.</summary>
    /// <param name="place">The place.</param>
    /// <param name="random">The thread's generator.</param>
    /// <param name="line">Room for the words that are kept: <see cref="Longest"/> and one.</param>
    /// <param name="words">How many are kept.</param>
    /// <returns>How many known tokens the line has.</returns>
    public int Read(ref nint place, ref Minstd random, int* line, out int words)
    {
        var counted = 0;
        words = 0;
        if (place >= ids.Count)
            place = 0;
        while (place < ids.Count)
        {
            var id = ids.Items[place++];
            counted++;
            if (id >= 0)
            {
                line[words] = id;
                words += (float)random.Real(0, 1) > kept[id] ? 0 : 1;
            }

            if (counted > Longest || id == endOfLine)
                break;
        }

        return counted;
    }

    public void Dispose() => ids.Dispose();
}
