using System.Numerics;

namespace Praxis.Learning.FastText;

/// <summary>
/// The sort of GCC's C++ library (D. R. Musser, 1997, "Introspective sorting and selection algorithms"), step for step: it is not stable, and the ids of words of
/// equal count, so the bytes of a model, depend on its very order of swaps. Arrays, since generic spans of own types are compiled anew at every start.
/// </summary>
internal static class IntroSort
{
    private const int Short = 16;

    public static void Sort<T>(T[] items)
        where T : struct, IOrdered<T>
    {
        if (items.Length < 2)
            return;
        Loop(items, 0, items.Length, 2 * BitOperations.Log2((uint)items.Length));
        var first = Math.Min(Short, items.Length);
        for (var i = 1; i < first; i++)
            if (T.IsBefore(items[i], items[0]))
            {
                var value = items[i];
                for (var at = i; at > 0; at--)
                    items[at] = items[at - 1];
                items[0] = value;
            }
            else
                Insert(items, i);
        for (var i = first; i < items.Length; i++)
            Insert(items, i);
    }

    private static void Insert<T>(T[] items, int last)
        where T : struct, IOrdered<T>
    {
        var value = items[last];
        var at = last - 1;
        for (; T.IsBefore(value, items[at]); at--)
            items[at + 1] = items[at];
        items[at + 1] = value;
    }

    private static void Loop<T>(T[] items, int first, int last, int depth)
        where T : struct, IOrdered<T>
    {
        while (last - first > Short)
        {
            if (depth-- == 0)
            {
                HeapSort(items, first, last - first);
                return;
            }

            MedianToFirst(items, first, first + 1, first + (last - first) / 2, last - 1);
            var (left, right) = (first + 1, last);
            while (true)
            {
                while (T.IsBefore(items[left], items[first]))
                    left++;
                right--;
                while (T.IsBefore(items[first], items[right]))
                    right--;
                if (left >= right)
                    break;
                (items[left], items[right]) = (items[right], items[left]);
                left++;
            }

            Loop(items, left, last, depth);
            last = left;
        }
    }

    private static void MedianToFirst<T>(T[] items, int first, int a, int b, int c)
        where T : struct, IOrdered<T>
    {
        var median = T.IsBefore(items[a], items[b])
            ? T.IsBefore(items[b], items[c]) ? b : T.IsBefore(items[a], items[c]) ? c : a
            : T.IsBefore(items[a], items[c]) ? a : T.IsBefore(items[b], items[c]) ? c : b;
        (items[first], items[median]) = (items[median], items[first]);
    }

    private static void HeapSort<T>(T[] items, int first, int length)
        where T : struct, IOrdered<T>
    {
        for (var parent = (length - 2) / 2; parent >= 0; parent--)
            Sift(items, first, parent, length, items[first + parent]);
        for (var last = length - 1; last >= 1; last--)
        {
            var value = items[first + last];
            items[first + last] = items[first];
            Sift(items, first, 0, last, value);
        }
    }

    private static void Sift<T>(T[] items, int first, int hole, int length, T value)
        where T : struct, IOrdered<T>
    {
        var start = hole;
        var child = hole;
        while (child < (length - 1) / 2)
        {
            child = 2 * (child + 1);
            if (T.IsBefore(items[first + child], items[first + child - 1]))
                child--;
            items[first + hole] = items[first + child];
            hole = child;
        }

        if (length % 2 == 0 && child == (length - 2) / 2)
        {
            child = 2 * (child + 1);
            items[first + hole] = items[first + child - 1];
            hole = child - 1;
        }

        for (var parent = (hole - 1) / 2; hole > start && T.IsBefore(items[first + parent], value); parent = (hole - 1) / 2)
        {
            items[first + hole] = items[first + parent];
            hole = parent;
        }

        items[first + hole] = value;
    }
}
