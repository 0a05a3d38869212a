using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis lineage query</c>: what a thing was made from or became, filtered, as a table or a picture.</summary>
internal sealed class LineageQueryCommand(TextWriter output)
{
    private readonly Option<string[]> from = new("--from") { Description = "Where to begin: a name, a job's id or KIND/ID; may be given more than once", HelpName = "NAME", Required = true, Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> direction = new Option<string>("--direction") { Description = "up: what it was made from; down: what was made from it; both", DefaultValueFactory = _ => "both", HelpName = "WAY" }.Within("up, down or both", value => value is "up" or "down" or "both");
    private readonly Option<int> depth = new Option<int>("--depth") { Description = "How many associations away", DefaultValueFactory = _ => 10 }.Within($"1 to {LineageQuery.MostDepth}", value => value is >= 1 and <= LineageQuery.MostDepth);
    private readonly Option<string[]> type = new("--type") { Description = "Only things of this type or kind, such as DataSet, Model, Endpoint, Job; may be given more than once", HelpName = "TYPE", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> lineageType = new("--lineage-type") { Description = "Only Artifact, Action, Context or TrialComponent", HelpName = "TYPE", DefaultValueFactory = _ => [] };
    private readonly Option<DateTimeOffset?> after = new("--created-after") { Description = "Only what was made after this time", HelpName = "TIME" };
    private readonly Option<DateTimeOffset?> before = new("--created-before") { Description = "Only what was made before this time", HelpName = "TIME" };
    private readonly Option<int> most = new Option<int>("--max") { Description = "Most things of a page", DefaultValueFactory = _ => 1000 }.Within($"1 to {LineageQuery.MostVertices}", value => value is >= 1 and <= LineageQuery.MostVertices);
    private readonly Option<string?> page = new("--page") { Description = "Go on after a page: the token that it ended with", HelpName = "TOKEN" };
    private readonly Option<bool> mermaid = new("--mermaid") { Description = "Write a Mermaid flowchart" };
    private readonly Option<string?> svg = new("--svg") { Description = "Write a picture", HelpName = "FILE" };
    private readonly Option<string?> workspaceOption = CommandOptions.Workspace();
    private readonly Option<bool> json = CommandOptions.Json();

    public static Command Create(TextWriter output) => new LineageQueryCommand(output).Build();

    private Command Build()
    {
        var command = new Command("query", "What a thing was made from or became, filtered.") { from, direction, depth, type, lineageType, after, before, most, page, mermaid, svg, workspaceOption, json };
        command.SetAction(Run);
        return ExampleHelp.Of(
            command,
            "praxis lineage query --from reviews --direction up --type dataset",
            "praxis lineage query --from dataset/reviews:1 --direction down --type endpoint",
            "praxis lineage query --from reviews@champion --svg lineage.svg");
    }

    private void Run(ParseResult parsed)
    {
        using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
        List<LineageNode> starts = [.. parsed.GetValue(from)!.Select(name => LineageNames.Find(workspace, name))];
        var answer = workspace.Lineage.Query(new LineageQuery
        {
            Starts = starts,
            Direction = parsed.GetValue(direction) switch { "up" => LineageDirection.Ascendants, "down" => LineageDirection.Descendants, _ => LineageDirection.Both },
            Depth = parsed.GetValue(depth),
            Types = parsed.GetValue(type)!,
            LineageTypes = parsed.GetValue(lineageType)!,
            CreatedAfter = parsed.GetValue(after),
            CreatedBefore = parsed.GetValue(before),
            Most = parsed.GetValue(most),
            PageToken = parsed.GetValue(page),
        });
        if (parsed.GetValue(svg) is { } path)
        {
            var title = $"{string.Join(", ", starts.Select(start => start.Id))} and {answer.Vertices.Count.ToString("N0", CultureInfo.InvariantCulture)} things around";
            WholeFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(LineagePicture.ToSvg(title, answer, starts))));
            output.WriteLine(SafeText.Line(path));
        }
        else if (parsed.GetValue(json))
            output.WriteLine(RecordJson.WriteIndented(answer));
        else if (parsed.GetValue(mermaid))
            output.Write(Lineage.ToMermaid(answer, starts));
        else
            Write(answer);
    }

    // The lab's table: what, which way, its type, how it belongs, what kind of thing it is.
    private void Write(LineagePage answer)
    {
        var associations = answer.Edges.SelectMany(edge => new[] { (Arn: edge.SourceArn, Way: "input", edge.AssociationType), (Arn: edge.DestinationArn, Way: "output", edge.AssociationType) })
            .GroupBy(edge => edge.Arn, StringComparer.Ordinal).ToDictionary(edges => edges.Key, edges => edges.First(), StringComparer.Ordinal);
        Table.Write(output, ["name", "direction", "type", "association", "lineage type", "away"], answer.Vertices.Select(vertex =>
        {
            var isKnown = associations.TryGetValue(vertex.Arn, out var edge);
            return new string?[] { Short(vertex.Arn), isKnown ? edge.Way : null, vertex.Type, isKnown ? edge.AssociationType : null, vertex.LineageType, vertex.Depth.ToString(CultureInfo.InvariantCulture) };
        }));
        if (answer.Next is { } next)
            output.WriteLine($"More follow: --page {next}");
    }

    private static string Short(string arn)
    {
        var id = arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return DiskArtifactStore.IsHash(id) ? arn[..^(id.Length - 12)] : arn;
    }
}
