using System.CommandLine;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Cli.Commands;

/// <summary><c>praxis models card</c>: what people should know before they use a version.</summary>
internal static class ModelsCardCommand
{
    public static Command Create(TextWriter output)
    {
        var name = new Argument<string>("model") { Description = "NAME, NAME:VERSION or NAME@ALIAS" };
        var html = new Option<string?>("--html") { Description = "Write the page", HelpName = "FILE" };
        var content = new Option<string?>("--content") { Description = "Write a new version of the card: SageMaker's model card content, JSON", HelpName = "FILE" };
        var status = new Option<string?>("--status") { Description = "Draft, PendingReview, Approved or Archived", HelpName = "STATUS" };
        var (workspaceOption, json) = (CommandOptions.Workspace(), CommandOptions.Json());
        var command = new Command("card", "What people should know before they use a version: shows it, writes it, or writes it as a page.") { name, html, content, status, workspaceOption, json };
        command.SetAction(parsed =>
        {
            using var workspace = Workspace.Open(Workspace.Locate(parsed.GetValue(workspaceOption)), TimeProvider.System);
            var (cards, model) = (new ModelCards(workspace), new Models(workspace).Get(parsed.GetValue(name)!));
            var wanted = Status(parsed.GetValue(status));
            var card = parsed.GetValue(content) is null && wanted is null ? cards.Get(model.Id) : cards.Write(model.Id, Read(parsed.GetValue(content)), wanted, Environment.UserName);
            if (parsed.GetValue(html) is { } path)
                WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ModelCardPage.Render(card, model))));
            if (parsed.GetValue(json))
                output.WriteLine(RecordJson.WriteIndented(card));
            else
                output.WriteLine($"{model.Id}: card version {card.Version}, {card.Status}{(parsed.GetValue(html) is { } written ? $", {SafeText.Line(written)}" : "")}");
        });
        return ExampleHelp.Of(command, "praxis models card reviews --html card.html", "praxis models card reviews:2 --content card.json --status PendingReview", "praxis models card reviews --json");
    }

    private static ModelCardStatus? Status(string? text) => text is null ? null
        : Enum.TryParse<ModelCardStatus>(text, ignoreCase: true, out var status) && !char.IsAsciiDigit(text[0]) ? status
        : throw new UserException(new Problem { Type = "unknown-status", Found = $"'{SafeText.Line(text, 40)}' is no status of a card", Expected = string.Join(", ", Enum.GetNames<ModelCardStatus>()), Remedy = NearestName.Suggestion(text, Enum.GetNames<ModelCardStatus>()) });

    private static string? Read(string? path)
    {
        if (path is null)
            return null;
        try
        {
            return new FileInfo(path).Length > 1 << 20 ? throw new UserException(new Problem { Type = "too-long", Found = "the card is longer than 1 MiB", Where = SafeText.Line(path), Expected = "at most 100,000 characters" }) : File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UserException(new Problem { Type = "file-not-readable", Found = "the file cannot be read", Where = SafeText.Line(path) }, error);
        }
    }
}
