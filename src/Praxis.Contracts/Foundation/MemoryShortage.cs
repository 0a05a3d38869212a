using System.Globalization;

namespace Praxis.Contracts.Foundation;

/// <summary>What to tell where memory ran out: how much there may be, how much was asked for, and what helps.</summary>
public static class MemoryShortage
{
    /// <summary>Bytes that this process may use: the machine's, its container's, or what <c>DOTNET_GCHeapHardLimit</c> says.</summary>
    public static long Limit => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Whether memory ran out, in this thread or in those that it waited for.</summary>
    public static bool Is(Exception error) => error is OutOfMemoryException || (error is AggregateException several && several.Flatten().InnerExceptions.Any(Is)) || (error is TypeInitializationException { InnerException: { } inner } && Is(inner));

    /// <summary>Refuses a block that is larger than everything there may be, before the machine begins to kill processes for it.</summary>
    /// <exception cref="InsufficientMemoryException">It is.</exception>
    public static void Require(long bytes)
    {
        if (bytes > Limit)
            throw new InsufficientMemoryException($"a block of {Megabytes(bytes)} was asked for");
    }

    /// <summary>The problem to tell.</summary>
    /// <param name="error">The error; see <see cref="Is"/>.</param>
    /// <param name="remedy">What to do instead.</param>
    public static Problem Problem(Exception error, string remedy)
    {
        var asked = error as InsufficientMemoryException ?? (error as AggregateException)?.Flatten().InnerExceptions.OfType<InsufficientMemoryException>().FirstOrDefault();
        return new Problem
        {
            Type = "out-of-memory",
            Found = $"there is not enough memory: {Megabytes(Limit)} may be used{(asked is null ? "" : ", " + asked.Message)}",
            Remedy = remedy,
        };
    }

    /// <summary>A size in words.</summary>
    public static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes >> 20):N0} MB");
}
