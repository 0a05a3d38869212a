using Praxis.Contracts.Foundation;
using Praxis.Data.Charts;

namespace Praxis.Platform.Foundation;

/// <summary>A lineage as a picture: columns by distance, what was used left of what came of it.</summary>
public static class LineagePicture
{
    private const int MostBoxes = 200;

    /// <summary>The picture as a file of its own.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="page">The answer.</param>
    /// <param name="starts">Where the question began.</param>
    public static string ToSvg(string title, LineagePage page, IReadOnlyList<LineageNode> starts)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(starts);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var boxes = new List<GraphBox>();
        void Place(string arn, int column)
        {
            if (boxes.Count >= MostBoxes || !columns.TryAdd(arn, column))
                return;
            var node = LineageWords.Node(arn);
            boxes.Add(new GraphBox(arn, LineageWords.TypeOf(node.Kind).Type, node.Id.Length == 64 ? node.Id[..12] : node.Id, column, starts.Contains(node)));
        }

        foreach (var start in starts)
            Place(LineageWords.Arn(start), 0);

        // In the order in which they were reached, so that one end always has its column.
        foreach (var edge in page.Edges)
            if (columns.TryGetValue(edge.SourceArn, out var from))
                Place(edge.DestinationArn, from + 1);
            else if (columns.TryGetValue(edge.DestinationArn, out var to))
                Place(edge.SourceArn, to - 1);
        var lines = page.Edges.Where(edge => columns.ContainsKey(edge.SourceArn) && columns.ContainsKey(edge.DestinationArn)).Select(edge => (edge.SourceArn, edge.DestinationArn, edge.AssociationType)).ToList();
        return GraphChart.Render(title, boxes, lines, page.Edges.SelectMany(edge => new[] { edge.SourceArn, edge.DestinationArn }).Distinct(StringComparer.Ordinal).Count() - columns.Count);
    }
}
