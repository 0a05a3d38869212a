using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Learning.Tests;

/// <summary>Damages a model's file in many ways, half of them with the hash mended as an attacker would: it must be refused with a user's error, or answer.</summary>
internal static class ModelMutations
{
    public static void AreRefusedOrHarmless(byte[] model, int count, Func<Stream, ITextClassifier> load, Action<ITextClassifier> ask)
    {
        var random = new Random(20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < count; i++)
        {
            var bytes = Mutate(model, random);
            if (i % 2 == 0 && bytes.Length > 40)
                SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32)).CopyTo(bytes, bytes.Length - 32);
            try
            {
                ask(load(new MemoryStream(bytes)));
            }
            catch (UserException)
            {
                continue;
            }

            if (i % 2 != 0 && !bytes.AsSpan().SequenceEqual(model))
                Assert.Fail("a changed model whose hash is wrong was taken");
        }

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < (model.Length + 100_000L) * count * 20, "a declared size was believed");
    }

    private static byte[] Mutate(byte[] model, Random random)
    {
        var bytes = (byte[])model.Clone();
        switch (random.Next(5))
        {
            case 0:
                return bytes[..random.Next(bytes.Length)];
            case 1:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                int[] extremes = [-1, int.MaxValue, int.MinValue, 0, 1, 1 << 20, BitConverter.SingleToInt32Bits(float.NaN)];
                BitConverter.TryWriteBytes(bytes.AsSpan(random.Next(bytes.Length - 4)), extremes[random.Next(extremes.Length)]);
                return bytes;
            case 3:
                var at = random.Next(bytes.Length);
                var length = Math.Min(random.Next(1, 64), bytes.Length - at);
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            default:
                return [.. bytes, .. bytes.AsSpan(0, random.Next(1, 100))];
        }
    }
}
