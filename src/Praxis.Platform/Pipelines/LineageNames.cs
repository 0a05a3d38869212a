using Praxis.Contracts.Foundation;
using Praxis.Platform.Analyze;
using Praxis.Platform.Deploy;
using Praxis.Platform.Foundation;
using Praxis.Platform.Ingest;
using Praxis.Platform.Prepare.Processing;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Platform.Register;

namespace Praxis.Platform.Pipelines;

/// <summary>Finds what a user's word names in the lineage.</summary>
public static class LineageNames
{
    private static readonly string[] works = [Analyses.Kind, RecipeRuns.Kind, ProcessingJobs.RecordKind];

    /// <summary><c>KIND/ID</c> is itself; an id the job, analysis, recipe run or execution; else the newest model version of the name, else endpoint, else dataset.</summary>
    /// <exception cref="UserException">Nothing is called so; the nearest name is told.</exception>
    public static LineageNode Find(Workspace workspace, string text)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains('/', StringComparison.Ordinal))
            return LineageWords.Node(text);
        if (Guid.TryParse(text, out var id))
            return OfId(workspace, id.ToString());
        if (text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var mark && !text[(mark + 1)..].All(char.IsAsciiDigit))
            return new LineageNode(Models.Kind, new Models(workspace).Get(text).Id);
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

    private static LineageNode OfId(Workspace workspace, string id)
    {
        if (works.FirstOrDefault(kind => new WorkRecords(workspace, kind).Find(id) is not null) is { } work)
            return new LineageNode(work, id);
        return new Executions.Executions(workspace).Find(id) is not null ? new LineageNode(Executions.Executions.Kind, id) : new LineageNode("job", workspace.Jobs.Get(id).Id);
    }
}
