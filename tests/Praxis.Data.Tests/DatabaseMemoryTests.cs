using Praxis.Contracts.Foundation;
using Praxis.Data.Queries;
using Praxis.Data.Recipes;

namespace Praxis.Data.Tests;

/// <summary>A database of rows leaves half of a small machine to the rest of the program.</summary>
public sealed class DatabaseMemoryTests
{
    [Fact]
    public void Half_of_what_there_is_and_two_gibibytes_at_most()
    {
        Assert.InRange(DatabaseMemory.Default, 1, Math.Min(2L << 30, MemoryShortage.Limit / 2));
        Assert.Equal(DatabaseMemory.Default, new QueryOptions().Memory);
        Assert.Equal(DatabaseMemory.Default, new RecipeRunOptions().Memory);
    }
}
