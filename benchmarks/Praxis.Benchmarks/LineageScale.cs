using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Benchmarks;

/// <summary><c>lineage FOLDER [EDGES]</c>: fills a workspace with a layered graph of five edges a thing, then times answers. A folder that is filled is used as it is.</summary>
internal static class LineageScale
{
    private const int Together = 20_000;
    private const int Layers = 40;
    private static readonly string[] Kinds = ["dataset", "prepared", "job", "artifact", "model"];

    public static void Run(string[] args)
    {
        var count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
        var watch = Stopwatch.StartNew();
        using var workspace = Workspace.Open(args[0], TimeProvider.System);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"workspace opened in {watch.Elapsed.TotalMilliseconds:0} ms"));
        var things = count / 5;
        if (workspace.Lineage.Edges(Thing(0)).Count == 0)
            Fill(workspace, count, things);
        Console.WriteLine("| question | things | median | least | most |\n|---|---|---|---|---|");
        var middle = things / Layers * (Layers / 2);
        foreach (var (what, direction, depth, most) in new[]
        {
            ("100 things down", LineageDirection.Descendants, 10, 100), ("1,000 things down", LineageDirection.Descendants, 10, 1000), ("10,000 things down", LineageDirection.Descendants, 100, 10_000),
            ("10,000 things up", LineageDirection.Ascendants, 100, 10_000), ("10,000 things both ways", LineageDirection.Both, 10, 10_000),
        })
        {
            LineagePage Ask(int start, Func<LineageQuery, LineageQuery>? change = null)
            {
                var query = new LineageQuery { Starts = [Thing(start)], Direction = direction, Depth = depth, Most = most };
                return workspace.Lineage.Query(change?.Invoke(query) ?? query);
            }

            var at = 0;
            ScaleClock.Measure(what + ", with edges", () => Ask(middle + (++at * 97)).Vertices.Count);
            ScaleClock.Measure(what + ", only models", () => Ask(middle + (++at * 97), query => query with { Types = ["model"], Depth = 8, IncludeEdges = false }).Vertices.Count);
        }

        var first = workspace.Lineage.Query(new LineageQuery { Starts = [Thing(middle)], Direction = LineageDirection.Both });
        ScaleClock.Measure("the second page of 10,000, both ways", () => workspace.Lineage.Query(new LineageQuery { Starts = [Thing(middle)], Direction = LineageDirection.Both, PageToken = first.Next }).Vertices.Count);
        ScaleClock.Measure("a hub of 100,000 neighbours, 10,000 of them", () => workspace.Lineage.Query(new LineageQuery { Starts = [new LineageNode("dataset", "hub")], Direction = LineageDirection.Descendants }).Vertices.Count);
    }

    private static LineageNode Thing(int number) => new(Kinds[number % Kinds.Length], string.Create(CultureInfo.InvariantCulture, $"thing-{number}:1"));

    private static void Fill(Workspace workspace, int count, int things)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(1);
        var layer = things / Layers;
        for (var begin = 0; begin < count; begin += Together)
            workspace.Metadata.Write(transaction =>
            {
                for (var i = begin; i < Math.Min(count, begin + Together); i++)
                {
                    // A tenth of the edges hangs at one hub; the others lead from a layer to the next.
                    var to = layer + (i % (things - layer));
                    transaction.AddEdge(i % 10 == 9
                        ? new LineageEdge(new LineageNode("dataset", "hub"), Thing(to), "input-of")
                        : new LineageEdge(Thing((((to / layer) - 1) * layer) + random.Next(layer)), Thing(to), "input-of"));
                }
            });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} edges written in {watch.Elapsed.TotalSeconds:0} s"));
    }
}
