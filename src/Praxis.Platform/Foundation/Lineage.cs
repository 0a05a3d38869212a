using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>What was made from what.</summary>
public sealed class Lineage
{
    private const int MostProperties = 30;
    private readonly SqliteMetadataStore store;

    internal Lineage(SqliteMetadataStore store) => this.store = store;

    /// <summary>The edges that end or begin at a node.</summary>
    public IReadOnlyList<LineageEdge> Edges(LineageNode node) => store.Read<IReadOnlyList<LineageEdge>>(reader => [.. reader.Edges(node, true), .. reader.Edges(node, false)]);

    /// <summary>Everything upstream and downstream of a node.</summary>
    public LineageTree Tree(LineageNode node) => store.Read(reader => new LineageTree(node, Follow(reader, node, true), Follow(reader, node, false)));

    /// <summary>What a question reaches, a page of it; circles end, and each thing is told once.</summary>
    /// <exception cref="UserException">A limit is broken, or the page token is none that was given.</exception>
    public LineagePage Query(LineageQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Depth is < 1 or > LineageQuery.MostDepth)
            throw new UserException(new Problem { Type = "invalid-depth", Found = string.Create(CultureInfo.InvariantCulture, $"the depth is {query.Depth}"), Expected = $"1 to {LineageQuery.MostDepth}" });
        if (query.Most is < 1 or > LineageQuery.MostVertices)
            throw new UserException(new Problem { Type = "invalid-page", Found = string.Create(CultureInfo.InvariantCulture, $"the number of things is {query.Most}"), Expected = $"1 to {LineageQuery.MostVertices}" });
        return store.Within(
            rows =>
            {
                using var walk = new LineageWalk(rows, query);
                return walk.Walk();
            },
            writes: false);
    }

    /// <summary>Says properties of a thing, at most 30; those that are there get the new value.</summary>
    public static void Describe(IMetadataTransaction transaction, LineageNode node, IReadOnlyDictionary<string, string> properties)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(properties);
        var rows = (SqliteMetadataTransaction)transaction;
        var known = rows.Query("SELECT properties FROM lineage_nodes WHERE kind = $0 AND id = $1", row => RecordJson.Read<Dictionary<string, string>>(row.GetString(0)), node.Kind, node.Id).FirstOrDefault() ?? [];
        var all = new SortedDictionary<string, string>(known, StringComparer.Ordinal);
        foreach (var (key, value) in properties)
            all[key] = value;
        if (all.Count > MostProperties || all.Any(pair => pair.Key.Length is 0 or > 256 || pair.Value.Length > 2000))
            throw new UserException(new Problem { Type = "invalid-properties", Found = "there are too many properties, or one is empty or too long", Expected = $"at most {MostProperties}, keys of 1 to 256 characters, values of at most 2,000" });
        rows.Execute(
            "INSERT INTO lineage_nodes (kind, id, properties, created_at, modified_at) VALUES ($0, $1, $2, $3, $3) ON CONFLICT DO UPDATE SET properties = excluded.properties, modified_at = excluded.modified_at",
            node.Kind, node.Id, RecordJson.Write(all), rows.Now);
    }

    /// <summary>A page of an answer as a Mermaid flowchart.</summary>
    public static string ToMermaid(LineagePage page, IReadOnlyList<LineageNode> starts)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(starts);
        var edges = page.Edges.Select(edge => new LineageEdge(LineageWords.Node(edge.SourceArn), LineageWords.Node(edge.DestinationArn), edge.AssociationType)).ToList();
        return Mermaid(starts, edges);
    }

    /// <summary>The tree as a Mermaid flowchart.</summary>
    public static string ToMermaid(LineageTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Mermaid([tree.Node], [.. tree.Upstream.Concat(tree.Downstream).Distinct()]);
    }

    private static string Mermaid(IReadOnlyList<LineageNode> starts, List<LineageEdge> edges)
    {
        var text = new StringBuilder("flowchart LR\n");
        var numbers = new Dictionary<LineageNode, int>();
        foreach (var node in starts.Concat(edges.SelectMany(edge => new[] { edge.From, edge.To })))
            if (numbers.TryAdd(node, numbers.Count))
                text.Append(CultureInfo.InvariantCulture, $"    n{numbers[node]}[\"{Escape(node.Kind)} {Escape(node.Id)}\"]\n");
        foreach (var edge in edges)
            text.Append(CultureInfo.InvariantCulture, $"    n{numbers[edge.From]} -->|\"{Escape(edge.Relation)}\"| n{numbers[edge.To]}\n");
        return text.ToString();
    }

    private static List<LineageEdge> Follow(IMetadataReader reader, LineageNode start, bool upstream)
    {
        var edges = new List<LineageEdge>();
        var seen = new HashSet<LineageNode> { start };
        var open = new Queue<LineageNode>(seen);
        while (open.TryDequeue(out var node))
            foreach (var edge in reader.Edges(node, upstream))
            {
                edges.Add(edge);
                var next = upstream ? edge.From : edge.To;
                if (seen.Add(next))
                    open.Enqueue(next);
            }

        return edges;
    }

    // Mermaid reads #code; as a character; all but the plainest characters are written so.
    private static string Escape(string text)
    {
        var safe = new StringBuilder();
        foreach (var rune in SafeText.Line(text, 200).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '_' or '.' or ':' or '/')
                safe.Append(rune);
            else
                safe.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        return safe.ToString();
    }
}
