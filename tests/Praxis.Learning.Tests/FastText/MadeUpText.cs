using System.Security.Cryptography;
using System.Text;
using Praxis.Learning.FastText;

namespace Praxis.Learning.Tests.FastText;

/// <summary>Texts by arithmetic, on which the original (0.9.2) was run once: the tests hold its hashes.</summary>
internal static class MadeUpText
{
    public static byte[] Of(int labels)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 600; i++)
        {
            var label = i * 7 % labels;
            text.Append($"__label__c{label} x{label}");
            for (var j = 0; j < 9; j++)
                text.Append($" w{(i * i + 31 * j * j + i * j) % 97}");
            text.Append(i % 5 == 0 ? "é\n" : "\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static FastTextModel Train(byte[] text, FastTextOptions options)
    {
        using var stream = new MemoryStream(text);
        return FastTextModel.Train(stream, options, null, TestContext.Current.CancellationToken);
    }

    public static byte[] Bytes(FastTextModel model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
