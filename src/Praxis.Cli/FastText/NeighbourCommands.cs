using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Lines;
using Praxis.Learning.FastText.Vectors;

namespace Praxis.Cli.FastText;

/// <summary><c>nn</c> and <c>analogies</c>: questions on standard input, the nearest words on standard output, until the input ends; the original's <c>analogies</c> does not end there.</summary>
internal static class NeighbourCommands
{
    public static void Nearest(ReadOnlySpan<string> arguments, Standard standard)
    {
        var output = standard.Output;
        if (arguments.Length is not (2 or 3))
            throw new UsageException(Usage.Neighbours, isOnOutput: true);
        var k = arguments.Length == 3 ? LeadingNumber.Whole("k", arguments[2]) : 10;
        using var model = ModelFile.Load(arguments[1]);
        using var words = new NearestWords(model);
        var questions = new WordReader(standard.Input, output.Flush);
        output.Write("Query word? "u8);
        while (questions.Read())
        {
            Write(words.To(questions.Word.Span, k), output);
            output.Write("Query word? "u8);
        }
    }

    public static void Analogies(ReadOnlySpan<string> arguments, Standard standard)
    {
        var output = standard.Output;
        if (arguments.Length is not (2 or 3))
            throw new UsageException(Usage.Analogies, isOnOutput: true);
        var k = arguments.Length == 3 ? LeadingNumber.Whole("k", arguments[2]) : 10;
        if (k <= 0)
            throw new UserException(new Problem { Type = "bad-k", Found = "k needs to be 1 or higher!" });
        output.Write("Loading model "u8);
        output.Write(arguments[1]);
        output.Write("\n"u8);
        output.Flush();
        using var model = ModelFile.Load(arguments[1]);
        using var words = new NearestWords(model);
        var questions = new WordReader(standard.Input, output.Flush);
        while (true)
        {
            output.Write("Query triplet (A - B + C)? "u8);
            var triplet = new byte[3][];
            for (var i = 0; i < triplet.Length; i++)
            {
                if (!questions.Read())
                    return;
                triplet[i] = questions.Word.ToArray();
            }

            Write(words.ToAnalogy(triplet[0], triplet[1], triplet[2], k), output);
        }
    }

    private static void Write(IReadOnlyList<WordNeighbour> words, ByteOutput output)
    {
        Span<byte> number = stackalloc byte[32];
        foreach (var word in words)
        {
            output.Write(word.Token.Span);
            output.Write(" "u8);
            output.Write(number[..FastTextLines.WriteNumber(word.Similarity, number)]);
            output.Write("\n"u8);
        }
    }
}
