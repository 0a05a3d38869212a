using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

/// <summary>Questions about the lineage, and what is told of it to others.</summary>
public sealed class LineageQueryTests : IDisposable
{
    private readonly ScratchFolder folder = new();
    private readonly Workspace workspace;

    public LineageQueryTests()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        workspace.Metadata.Write(transaction =>
        {
            void Edge(string from, string to, string relation) => transaction.AddEdge(new LineageEdge(LineageWords.Node(from), LineageWords.Node(to), relation));
            Edge("file/reviews.csv 0123", "dataset/reviews:1", "ingested-as");
            Edge("dataset/reviews:1", "prepared/reviews:1", "prepared-as");
            Edge("prepared/reviews:1", "job/train", "input-of");
            Edge("job/train", "artifact/" + new string('a', 64), "produced");
            Edge("artifact/" + new string('a', 64), "model/reviews:1", "registered-as");
            Edge("model/reviews:1", "endpoint/reviews", "deployed-as");
            Edge("model/reviews:1", "model-group/reviews", "version-of");
            Edge("dataset/reviews:1", "dataset/reviews:2", "appended-to");
            Lineage.Describe(transaction, LineageWords.Node("dataset/reviews:1"), new Dictionary<string, string> { ["owner"] = "ann" });
        });
    }

    private LineagePage Ask(string from, LineageDirection direction, Func<LineageQuery, LineageQuery>? change = null)
    {
        var query = new LineageQuery { Starts = [LineageWords.Node(from)], Direction = direction };
        return workspace.Lineage.Query(change?.Invoke(query) ?? query);
    }

    private static string[] Arns(LineagePage page) => [.. page.Vertices.Select(vertex => vertex.Arn.Length > 60 ? vertex.Arn[..12] : vertex.Arn)];

    [Fact]
    public void The_endpoint_leads_back_to_the_file_within_ten_associations()
    {
        var page = Ask("endpoint/reviews", LineageDirection.Ascendants);
        Assert.Equal(["model/reviews:1", "artifact/aaa", "job/train", "prepared/reviews:1", "dataset/reviews:1", "file/reviews.csv 0123"], Arns(page));
        Assert.Equal(["AssociatedWith", "ContributedTo", "Produced", "ContributedTo", "DerivedFrom", "DerivedFrom"], page.Edges.Select(edge => edge.AssociationType));
        Assert.Equal(("DataSet", "Artifact", 6), (page.Vertices[^1].Type, page.Vertices[^1].LineageType, page.Vertices[^1].Depth));
        Assert.Equal("TrialComponent", page.Vertices[2].LineageType);
        Assert.Equal(["endpoint/reviews"], Arns(Ask("file/reviews.csv 0123", LineageDirection.Descendants, query => query with { Types = ["Endpoint"] })));
    }

    [Fact]
    public void Depth_types_times_and_properties_filter_what_is_told_but_not_what_is_walked()
    {
        Assert.Equal(2, Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { Depth = 2 }).Vertices.Count);
        Assert.Equal(["prepared/reviews:1", "dataset/reviews:1"], Arns(Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { Types = ["dataset", "prepared"] })));
        Assert.Equal(["job/train"], Arns(Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { LineageTypes = ["TrialComponent"] })));
        Assert.Equal(["dataset/reviews:1"], Arns(Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { Properties = new Dictionary<string, string> { ["owner"] = "ann", ["other"] = "x" } })));
        Assert.Empty(Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { CreatedBefore = DateTimeOffset.UnixEpoch }).Vertices);
        Assert.Equal(6, Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { CreatedAfter = DateTimeOffset.UnixEpoch }).Vertices.Count);
        Assert.Empty(Ask("endpoint/reviews", LineageDirection.Ascendants, query => query with { IncludeEdges = false }).Edges);
        Assert.Throws<UserException>(() => Ask("endpoint/reviews", LineageDirection.Both, query => query with { Depth = 0 }));
        Assert.Throws<UserException>(() => Ask("endpoint/reviews", LineageDirection.Both, query => query with { PageToken = "x" }));
        Assert.Throws<UserException>(() => LineageWords.Node("no-slash"));
    }

    [Fact]
    public void Pages_follow_each_other_without_gap_or_repeat_and_circles_end()
    {
        workspace.Metadata.Write(transaction => transaction.AddEdge(new LineageEdge(LineageWords.Node("endpoint/reviews"), LineageWords.Node("file/reviews.csv 0123"), "captured")));
        var all = Arns(Ask("model/reviews:1", LineageDirection.Both));
        Assert.Equal(8, all.Length);
        Assert.Equal(all.Length, all.Distinct().Count());
        var (paged, token) = (new List<string>(), (string?)null);
        do
        {
            var page = Ask("model/reviews:1", LineageDirection.Both, query => query with { Most = 3, PageToken = token });
            paged.AddRange(Arns(page));
            token = page.Next;
        }
        while (token is not null);
        Assert.Equal(all, paged);
    }

    [Fact]
    public void Pictures_hold_every_thing_and_no_hostile_text()
    {
        workspace.Metadata.Write(transaction => transaction.AddEdge(new LineageEdge(new LineageNode("file", "<script>alert(1)</script>\n\u202e\"]"), LineageWords.Node("dataset/reviews:1"), "<b>")));
        var page = Ask("endpoint/reviews", LineageDirection.Ascendants);
        var svg = LineagePicture.ToSvg("Lineage of <reviews>", page, [LineageWords.Node("endpoint/reviews")]);
        Assert.Equal(8, svg.Split("<rect").Length - 1);
        Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", svg, StringComparison.Ordinal);
        var read = System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal("svg", read.Root!.Name.LocalName);
        var mermaid = Lineage.ToMermaid(page, [LineageWords.Node("endpoint/reviews")]);
        Assert.DoesNotContain("<script", mermaid, StringComparison.Ordinal);
        Assert.Equal(1 + 8 + 7, mermaid.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Run_events_have_the_required_fields_and_arrive_in_a_file_or_at_a_collector()
    {
        var run = new OpenLineageRun
        {
            EventType = "COMPLETE",
            Time = DateTimeOffset.UnixEpoch,
            RunId = Guid.CreateVersion7(),
            JobNamespace = "workspace",
            JobName = "reviews.Train\u001b[31m",
            JobType = "TRAINING",
            Parent = (Guid.CreateVersion7(), "reviews"),
            Inputs = [new OpenLineageDataset("file", "/data/reviews.csv") { Version = "1", Fields = [("text", "VARCHAR")], Rows = 3 }],
            Outputs = [new OpenLineageDataset("praxis", "model/reviews:1") { Bytes = 10 }],
        };
        using (var emitter = new OpenLineageEmitter(folder["events.jsonl"]))
        {
            Assert.True(await emitter.EmitAsync(run with { EventType = "START" }, TestContext.Current.CancellationToken));
            Assert.True(await emitter.EmitAsync(run, TestContext.Current.CancellationToken));
        }

        var lines = await File.ReadAllLinesAsync(folder["events.jsonl"], TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        using var told = JsonDocument.Parse(lines[1]);
        var root = told.RootElement;
        Assert.Equal(("COMPLETE", "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"), (root.GetProperty("eventType").GetString(), root.GetProperty("schemaURL").GetString()));
        Assert.EndsWith("Z", root.GetProperty("eventTime").GetString(), StringComparison.Ordinal);
        Assert.Equal(run.RunId, root.GetProperty("run").GetProperty("runId").GetGuid());
        Assert.Equal("reviews", root.GetProperty("run").GetProperty("facets").GetProperty("parent").GetProperty("job").GetProperty("name").GetString());
        Assert.DoesNotContain("\u001b", root.GetProperty("job").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal("text", root.GetProperty("inputs")[0].GetProperty("facets").GetProperty("schema").GetProperty("fields")[0].GetProperty("name").GetString());
        Assert.Equal(10, root.GetProperty("outputs")[0].GetProperty("outputFacets").GetProperty("outputStatistics").GetProperty("size").GetInt64());
        Assert.All(new[] { root.GetProperty("job").GetProperty("facets").GetProperty("jobType"), root.GetProperty("run").GetProperty("facets").GetProperty("processing_engine") }, facet => Assert.StartsWith("https://openlineage.io/spec/facets/", facet.GetProperty("_schemaURL").GetString(), StringComparison.Ordinal));

        var failures = new List<string>();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener);
        using (var emitter = new OpenLineageEmitter($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/api/v1/lineage", "secret", failures.Add))
            Assert.True(await emitter.EmitAsync(run, TestContext.Current.CancellationToken));
        var request = await answering;
        Assert.StartsWith("POST /api/v1/lineage HTTP/1.1", request, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer secret", request, StringComparison.Ordinal);
        listener.Stop();
        using (var emitter = new OpenLineageEmitter($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x", "secret", failures.Add))
            Assert.False(await emitter.EmitAsync(run, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("secret", Assert.Single(failures), StringComparison.Ordinal);
        using (var emitter = new OpenLineageEmitter(folder["no/such/folder/events.jsonl"]))
            Assert.False(await emitter.EmitAsync(run, TestContext.Current.CancellationToken));
        Assert.Throws<UserException>(() => new OpenLineageEmitter("ftp://x/y"));
        Assert.Throws<UserException>(() => new OpenLineageEmitter("http://user:password@x/y"));
    }

    public void Dispose()
    {
        workspace.Dispose();
        folder.Dispose();
    }

    private static async Task<string> AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        var (buffer, text) = (new byte[65536], "");
        while (!text.Contains("}}", StringComparison.Ordinal) && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            text += Encoding.UTF8.GetString(buffer, 0, read);
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return text;
    }
}
