using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Rows;

/// <summary>
/// Memory of zeros outside the collected heap, from the C library. For large blocks the kernel is asked for huge pages: a block of eight megabytes is four of them instead
/// of two thousand, which saves most of the faults and of the look-ups of addresses.
/// </summary>
internal static unsafe partial class PageMemory
{
    private const int HugePage = 2 << 20;
    private const int AdviseHugePages = 14;

    /// <summary>Allocates zeros.</summary>
    public static void* Allocate(nuint bytes)
    {
        MemoryShortage.Require(checked((long)bytes));
        var memory = NativeMemory.AllocZeroed(bytes);
        Advise(memory, bytes);
        return memory;
    }

    /// <summary>Asks for huge pages where a block is large; it stays as it is where the kernel refuses.</summary>
    public static void Advise(void* memory, nuint bytes)
    {
        if (!OperatingSystem.IsLinux() || bytes < 2 * HugePage)
            return;
        var begin = ((nuint)memory + HugePage - 1) & ~(nuint)(HugePage - 1);
        var end = ((nuint)memory + bytes) & ~(nuint)(HugePage - 1);
        if (end > begin)
            _ = MemoryAdvise((void*)begin, end - begin, AdviseHugePages);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(void* address, nuint length, int advice);
}
