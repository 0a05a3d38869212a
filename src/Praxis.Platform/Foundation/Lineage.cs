using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>What was made from what.</summary>
/// <param name="store">The workspace's records.</param>
public sealed class Lineage(IMetadataStore store)
{
    /// <summary>The edges that end or begin at a node.</summary>
    public IReadOnlyList<LineageEdge> Edges(LineageNode node) => store.Read<IReadOnlyList<LineageEdge>>(reader => [.. reader.Edges(node, true), .. reader.Edges(node, false)]);

    /// <summary>Everything upstream and downstream of a node.</summary>
    public LineageTree Tree(LineageNode node) => store.Read(reader => new LineageTree(node, Follow(reader, node, true), Follow(reader, node, false)));

    /// <summary>The tree as a Mermaid flowchart.</summary>
    public static string ToMermaid(LineageTree tree)
    {
        var text = new StringBuilder("flowchart LR\n");
        var numbers = new Dictionary<LineageNode, int>();
        var edges = tree.Upstream.Concat(tree.Downstream).Distinct().ToList();
        foreach (var node in edges.SelectMany(edge => new[] { edge.From, edge.To }).Prepend(tree.Node))
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
