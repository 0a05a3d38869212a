using System.CommandLine;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Analyze;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare.Processing;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis lineage</c>: what was made from what.</summary>
internal static class LineageCommand
{
    private static readonly string[] works = [Analyses.Kind, RecipeRuns.Kind, ProcessingJobs.RecordKind];

    public static Command Create(TextWriter output)
    {
        var name = new Argument<string>("name") { Description = "A model, endpoint, dataset (NAME or NAME:VERSION), a file that was read or made, or the id of a job, analysis or recipe run" };
        var mermaid = new Option<bool>("--mermaid") { Description = "Write a Mermaid flowchart" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var show = new Command("show", "Everything that a thing was made from, and all that was made from it.") { name, mermaid, workspaceOption, json };
        show.SetAction(parsed =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var tree = workspace.Lineage.Tree(Resolve(workspace, parsed.GetValue(name)!));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(tree));
            else if (parsed.GetValue(mermaid))
                output.Write(Lineage.ToMermaid(tree));
            else
                Draw(output, tree);
        });
        return new Command("lineage", "What was made from what.") { ExampleHelp.Of(show, "praxis lineage show reviews", "praxis lineage show reviews:1 --mermaid") };
    }

    /// <summary>The newest model version of the name; else endpoint, dataset, job.</summary>
    private static LineageNode Resolve(Workspace workspace, string text)
    {
        if (Guid.TryParse(text, out _))
            return works.FirstOrDefault(kind => new WorkRecords(workspace, kind).Find(text) is not null) is { } work
                ? new LineageNode(work, Guid.Parse(text).ToString())
                : new LineageNode("job", workspace.Jobs.Get(text).Id);
        if (File.Exists(text))
        {
            using var file = File.OpenRead(text);
            return FileNode.Of(Path.GetFileName(text), Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        if (text.AsSpan().IndexOfAny('.', '@') >= 0)
            return new LineageNode(Datasets.Kind, new Datasets(workspace).Get(text).Id);
        foreach (var kind in (string[])[Models.Kind, Endpoints.Kind, Datasets.Kind])
        {
            var name = RecordName.Parse(text, kind);
            if (workspace.Metadata.Read(reader => reader.Find(kind, name.Name, name.Version)) is { } record)
                return new LineageNode(kind, kind == Endpoints.Kind ? record.Name : $"{record.Name}:{record.Version}");
        }

        var known = workspace.Metadata.Read(reader => new[] { Models.Kind, Endpoints.Kind, Datasets.Kind }.SelectMany(kind => reader.List(kind)).Select(record => record.Name).Distinct().ToList());
        throw new UserException(new Problem
        {
            Type = "unknown-name",
            Found = $"nothing is called '{SafeText.Line(text, 80)}'",
            Expected = known.Count == 0 ? null : "one of " + string.Join(", ", known.Take(20)),
            Remedy = NearestName.Suggestion(text, known),
        });
    }

    private static void Draw(TextWriter output, LineageTree tree)
    {
        output.WriteLine(Title(tree.Node));
        var (up, down) = (tree.Upstream.Count > 0, tree.Downstream.Count > 0);
        if (up)
        {
            output.WriteLine($"{(down ? "├" : "└")}─ made from");
            Branches(output, tree.Upstream, tree.Node, down ? "│  " : "   ", true, []);
        }

        if (down)
        {
            output.WriteLine("└─ became");
            Branches(output, tree.Downstream, tree.Node, "   ", false, []);
        }
    }

    private static void Branches(TextWriter output, IReadOnlyList<LineageEdge> edges, LineageNode node, string indent, bool upstream, HashSet<LineageNode> shown)
    {
        var own = edges.Where(edge => (upstream ? edge.To : edge.From) == node).ToList();
        for (var i = 0; i < own.Count; i++)
        {
            var next = upstream ? own[i].From : own[i].To;
            var isLast = i == own.Count - 1;
            var isNew = shown.Add(next);
            output.WriteLine($"{indent}{(isLast ? "└" : "├")}─ {Title(next)}  ({SafeText.Line(own[i].Relation, 40)}){(isNew ? "" : "  see above")}");
            if (isNew)
                Branches(output, edges, next, indent + (isLast ? "   " : "│  "), upstream, shown);
        }
    }

    private static string Title(LineageNode node) => $"{SafeText.Line(node.Kind, 40)} {(node.Id.Length == 64 ? node.Id[..12] : SafeText.Line(node.Id, 80))}";
}
