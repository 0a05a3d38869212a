using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Testing;

namespace Praxis.Data.Tests.Files;

/// <summary>Counts what the whole process allocates, so nothing else may run beside it.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsAlone;

[Collection<RunsAlone>]
public sealed class EndlessLineTests
{
    [Fact]
    public void A_file_of_one_endless_line_is_refused_in_bounded_memory()
    {
        using var folder = new ScratchFolder();
        var path = folder["line.csv"];
        var piece = new byte[1 << 20];
        piece.AsSpan().Fill((byte)'x');
        using (var file = File.Create(path))
            for (var i = 0; i < 200; i++)
                file.Write(piece);
        var before = GC.GetTotalAllocatedBytes();
        var error = Assert.Throws<UserException>(() => TableReader.Import(path, new ReadOptions(), folder["s"], TestContext.Current.CancellationToken));
        Assert.Equal("field-too-long", error.Problems[0].Type);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 150 << 20);
        Assert.Equal("field-too-long", Assert.Throws<UserException>(() => TableReader.Import(path, new ReadOptions { Format = "jsonl" }, folder["s"], TestContext.Current.CancellationToken)).Problems[0].Type);
        Assert.Empty(Directory.GetFileSystemEntries(folder["s"]));
    }
}
