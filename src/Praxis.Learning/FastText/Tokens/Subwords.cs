namespace Praxis.Learning.FastText.Tokens;

/// <summary>The rows of each token of a text: its own, if the dictionary has it, and those of its character n-grams.</summary>
internal sealed unsafe class Subwords : IDisposable
{
    private readonly NativeList rows = new();
    private readonly long[] starts;

    /// <param name="table">The tokens.</param>
    /// <param name="dictionary">Which of them have rows of their own.</param>
    /// <param name="options">The lengths of the n-grams.</param>
    public Subwords(TokenTable table, FastTextDictionary dictionary, FastTextOptions options)
    {
        starts = new long[dictionary.FinalIds.Length + 1];
        var buckets = new List<int>();
        for (var id = 0; id < dictionary.FinalIds.Length; id++)
        {
            var own = dictionary.FinalIds[id];
            if (own < dictionary.Words)
            {
                if (own >= 0)
                    rows.Add(own);
                if (options.MaxCharacters > 0 && (own < 0 || own != dictionary.EndOfLine))
                {
                    buckets.Clear();
                    Ngrams.OfCharacters(table.Text(id), options.MinCharacters, options.MaxCharacters, options.Buckets, buckets);
                    foreach (var bucket in buckets)
                        rows.Add(dictionary.Words + bucket);
                }
            }

            starts[id + 1] = rows.Count;
        }

        rows.Complete();
    }

    /// <summary>The rows of a token, by its id in the table.</summary>
    public ReadOnlySpan<int> Of(int id) => new(rows.Items + starts[id], (int)(starts[id + 1] - starts[id]));

    public void Dispose() => rows.Dispose();
}
