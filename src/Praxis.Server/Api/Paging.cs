using Praxis.Contracts.Foundation;

namespace Praxis.Server.Api;

/// <summary>Cuts lists into pages.</summary>
internal static class Paging
{
    private const int MostItems = 1000;

    /// <summary>The items after the one with an id; from the first where none is said.</summary>
    /// <exception cref="UserException">There is no such item, or the limit is out of its range.</exception>
    public static Page<T> Of<T>(IReadOnlyList<T> all, Func<T, string> id, string? after, int limit)
    {
        Limit(limit, MostItems);
        var begin = 0;
        if (after is not null)
        {
            while (begin < all.Count && id(all[begin]) != after)
                begin++;
            if (begin++ == all.Count)
                throw new UserException(new Problem { Type = "invalid-page", Found = "there is nothing called so to go on after", Expected = "the 'next' of the page before" });
        }

        var items = all.Skip(begin).Take(limit).ToList();
        return new Page<T>(items, begin + items.Count < all.Count ? id(items[^1]) : null);
    }

    public static int Limit(int limit, int most) =>
        limit >= 1 && limit <= most ? limit : throw new UserException(new Problem { Type = "invalid-page", Found = "the number of items is out of its range", Expected = $"1 to {most}" });
}
