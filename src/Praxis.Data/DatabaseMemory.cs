using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Data;

/// <summary>How much memory a database of rows may take.</summary>
public static class DatabaseMemory
{
    private const long Most = 2L << 30;

    /// <summary>Bytes where nobody says: 2 GiB, on small machines and in small containers half of what there is.</summary>
    public static long Default => Math.Min(Most, MemoryShortage.Limit / 2);

    /// <summary>As the database reads it.</summary>
    internal static string Text(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024}KiB");
}
