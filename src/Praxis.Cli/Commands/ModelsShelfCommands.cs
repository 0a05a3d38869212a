using System.CommandLine;
using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary>What is said of versions and groups: aliases, stages, reports, descriptions; and their end.</summary>
internal static class ModelsShelfCommands
{
    public static Command Alias(TextWriter output)
    {
        var (model, alias, workspaceOption) = (Model(), new Argument<string>("alias") { Description = "A name with a letter in it, such as champion; NAME@champion then is the version" }, CommandOptions.Workspace());
        var remove = new Option<bool>("--remove") { Description = "Takes the alias away" };
        var command = new Command("alias", "Lets an alias stand for a version.") { model, alias, remove, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var version = new Models(workspace).Get(parsed.GetValue(model)!);
            new ModelGroups(workspace).SetAlias(version.Name, parsed.GetValue(alias)!, parsed.GetValue(remove) ? null : version.Version);
            output.WriteLine(parsed.GetValue(remove) ? $"{version.Name}@{parsed.GetValue(alias)} is gone" : $"{version.Name}@{parsed.GetValue(alias)} is {version.Id}");
        });
        return ExampleHelp.Of(command, "praxis models alias reviews:2 champion", "praxis models alias reviews champion --remove");
    }

    public static Command Stage(TextWriter output)
    {
        var (model, stage, workspaceOption) = (Model(), new Argument<string>("stage") { Description = "Such as staging or production" }, CommandOptions.Workspace());
        var status = new Option<string>("--status") { Description = "How it stands there, in a word", HelpName = "WORD", DefaultValueFactory = _ => "" };
        var description = new Option<string>("--description") { Description = "A sentence about it", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var command = new Command("stage", "Says where a version stands on its way.") { model, stage, status, description, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var changed = new Models(workspace).SetStage(parsed.GetValue(model)!, new ModelLifeCycle(parsed.GetValue(stage)!, parsed.GetValue(status)!, parsed.GetValue(description)!));
            output.WriteLine($"{changed.Id}: {SafeText.Line(changed.ModelLifeCycle!.Stage)}");
        });
        return command;
    }

    public static Command Attach(TextWriter output)
    {
        var (model, workspaceOption) = (Model(), CommandOptions.Workspace());
        var family = new Argument<string>("family") { Description = "model-quality/statistics, data-quality/statistics, bias/report, bias/pre-training, bias/post-training, explainability/report; constraints beside statistics" };
        var file = new Argument<string>("file") { Description = "The report" };
        var type = new Option<string>("--content-type") { Description = "Its media type", HelpName = "TYPE", DefaultValueFactory = _ => "application/json" };
        var command = new Command("attach", "Attaches a report to a version.") { model, family, file, type, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var models = new Models(workspace);
            var id = models.Get(parsed.GetValue(model)!).Id;
            models.Attach(id, parsed.GetValue(family)!, new MetricsSource(parsed.GetValue(type)!, workspace.Artifacts.Add(parsed.GetValue(file)!)));
            output.WriteLine($"{id}: {SafeText.Line(parsed.GetValue(family))} attached");
        });
        return ExampleHelp.Of(command, "praxis models attach reviews:2 bias/report bias.json");
    }

    public static Command Group(TextWriter output)
    {
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var name = new Argument<string?>("name") { Description = "The name that the versions share; none lists all groups", Arity = ArgumentArity.ZeroOrOne };
        var description = new Option<string?>("--description") { Description = "What the model is for", HelpName = "TEXT" };
        var tag = new Option<string[]>("--tag") { Description = "KEY=VALUE; may be given more than once and takes the place of all tags", HelpName = "PAIR", DefaultValueFactory = _ => [] };
        var delete = new Option<bool>("--delete") { Description = "Deletes an empty group" };
        var command = new Command("group", "What is said of all versions of a name: shows, describes, tags, deletes.") { name, description, tag, delete, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var groups = new ModelGroups(workspace);
            if (parsed.GetValue(name) is not { } wanted)
                Write(output, groups.List(), parsed.GetValue(json));
            else if (parsed.GetValue(delete))
            {
                groups.Delete(wanted);
                output.WriteLine($"{wanted} deleted");
            }
            else if (parsed.GetValue(description) is not null || parsed.GetValue(tag)!.Length > 0)
                Write(output, [groups.Describe(wanted, parsed.GetValue(description), parsed.GetValue(tag)!.Length == 0 ? null : parsed.GetValue(tag)!.Select(Pair).GroupBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Last().Value))], parsed.GetValue(json));
            else
                Write(output, [groups.Get(wanted)], parsed.GetValue(json));
        });
        return ExampleHelp.Of(command, "praxis models group", "praxis models group reviews --description \"Sentiment of reviews\" --tag team=nlp");
    }

    public static Command Delete(TextWriter output)
    {
        var (model, workspaceOption) = (new Argument<string>("model") { Description = "NAME:VERSION or NAME@ALIAS" }, CommandOptions.Workspace());
        var command = new Command("delete", "Deletes a version; 'restore' brings it back until 'workspace gc' takes the bytes a day later. Refused while an endpoint or an alias stands on it.") { model, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            var gone = new Models(workspace).Delete(parsed.GetValue(model)!);
            output.WriteLine($"{gone.Id} deleted");
            output.WriteLine($"praxis models restore {gone.Id} brings it back; its bytes go with a 'workspace gc' after a day.");
        });
        return command;
    }

    public static Command Restore(TextWriter output)
    {
        var (model, workspaceOption) = (new Argument<string>("model") { Description = "NAME:VERSION" }, CommandOptions.Workspace());
        var command = new Command("restore", "Brings a deleted version back.") { model, workspaceOption };
        command.SetAction(parsed =>
        {
            using var workspace = Open(parsed, workspaceOption);
            output.WriteLine($"{new Models(workspace).Restore(parsed.GetValue(model)!).Id} restored");
        });
        return command;
    }

    private static void Write(TextWriter output, IReadOnlyList<ModelGroup> groups, bool json)
    {
        if (json)
            output.WriteLine(RecordJson.WriteIndented(groups));
        else
            Table.Write(output, ["group", "description", "tags", "aliases", "created"], groups.Select(group => new[]
            {
                group.Name, group.Description, string.Join(", ", group.Tags.Select(pair => $"{pair.Key}={pair.Value}")), string.Join(", ", group.Aliases.Select(pair => $"{pair.Key}={pair.Value}")),
                group.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            }));
    }

    private static KeyValuePair<string, string> Pair(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? KeyValuePair.Create(text[..equals], text[(equals + 1)..])
        : throw new UserException(new Problem { Type = "invalid-tag", Found = $"'{SafeText.Line(text, 80)}' is no tag", Expected = "KEY=VALUE" });

    private static Argument<string> Model() => new("model") { Description = "NAME (the newest version), NAME:VERSION or NAME@ALIAS" };

    private static Workspace Open(ParseResult parsed, Option<string?> option) => Workspace.Open(Workspace.Locate(parsed.GetValue(option)), TimeProvider.System);
}
