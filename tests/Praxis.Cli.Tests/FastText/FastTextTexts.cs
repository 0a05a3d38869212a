using System.Text;

namespace Praxis.Cli.Tests.FastText;

/// <summary>Small made-up texts for fastText.</summary>
internal static class FastTextTexts
{
    /// <summary>Four lines whose model has 317 bytes.</summary>
    public const string Tiny = "__label__pos good fine film\n__label__neg bad film\n__label__pos good good\n__label__neg bad dull\n";

    /// <summary>Separators, labels and bytes of every kind, without a newline at the end.</summary>
    public static byte[] Tokens => Convert.FromHexString(
        "5f5f6c6162656c5f5f61207809790b7a0c770d7600752020740a0a2020200a5f5f6c6162656c5f5f620a5f5f6c6162656c5f5f61205f5f6c6162656c"
        + "5f5f62206d756c7469206c6162656c0a6e6f206c6162656c20686572650a6162635f5f6c6162656c5f5f61206d69640a5f5f6c6162656c5f5f206261"
        + "72650a636166c3a920fffe20626164e280757466382061c2a0620a5f5f6c6162656c5f5f61203c2f733e20696e736964650a6c617374206c696e6520"
        + "776974686f7574206e65776c696e65205f5f6c6162656c5f5f6220656e64");

    /// <summary>Bytes that no text should have, in a fixed random order, with labels and long words among them.</summary>
    public static byte[] Hostile(int bytes)
    {
        var random = new Random(5);
        var text = new byte[bytes];
        random.NextBytes(text);
        for (var i = 0; i + 40 < bytes; i += random.Next(20, 200))
            Encoding.ASCII.GetBytes(random.Next(4) switch { 0 => "\n__label__pos ", 1 => " good </s> ", 2 => "\n", _ => " film\0bad " }).CopyTo(text, i);
        Array.Fill(text, (byte)'x', bytes / 2, Math.Min(bytes / 4, 1_200_000));
        return text;
    }

    /// <summary>Lines of two classes over a vocabulary of some hundred words.</summary>
    public static string Lines(int count, int seed, int labels = 3)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            var label = random.Next(labels);
            text.Append("__label__c").Append(label);
            for (var word = random.Next(3, 12); word > 0; word--)
                text.Append(' ').Append(random.Next(3) == 0 ? $"topic{label}w{random.Next(20)}" : $"word{(int)(200 * random.NextDouble() * random.NextDouble())}");
            text.Append('\n');
        }

        return text.ToString();
    }
}
