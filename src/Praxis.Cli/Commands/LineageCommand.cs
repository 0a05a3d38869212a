using System.CommandLine;
using System.Security.Cryptography;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis lineage</c>: what was made from what.</summary>
internal static class LineageCommand
{
    public static Command Create(TextWriter output)
    {
        var name = new Argument<string>("name") { Description = "A model, endpoint, dataset (NAME or NAME:VERSION), a file that was read or made, or the id of a job, analysis, recipe run or execution" };
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
        return new Command("lineage", "What was made from what: show, query.") { ExampleHelp.Of(show, "praxis lineage show reviews", "praxis lineage show reviews:1 --mermaid"), LineageQueryCommand.Create(output) };
    }

    private static LineageNode Resolve(Workspace workspace, string text)
    {
        if (!File.Exists(text))
            return LineageNames.Find(workspace, text);
        using var file = File.OpenRead(text);
        return FileNode.Of(Path.GetFileName(text), Convert.ToHexStringLower(SHA256.HashData(file)));
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
