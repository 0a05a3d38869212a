using System.CommandLine;
using System.Text.Json.Nodes;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Cli.Commands;

/// <summary>What a recipe may say.</summary>
internal static class PrepareKinds
{
    private const string Example = """
        # praxis prepare run recipe.yaml womens_clothing_ecommerce_reviews.csv
        name: reviews
        seed: 1
        steps:
          - rename: {columns: {Review Text: review_body, Class Name: product_category, Rating: star_rating}}
          - missing: {columns: [review_body, star_rating, product_category], how: drop}
          - map: {column: star_rating, into: sentiment, values: {1: -1, 2: -1, 3: 0, 4: 1, 5: 1}, else: error}
          - clean_text: {column: review_body, html: true, whitespace: true}
          - keep: {columns: [sentiment, review_body, product_category]}
          - expect: {not_missing: [review_body], values: {sentiment: [-1, 0, 1]}, least_rows: 100}
          - balance: {column: sentiment, how: down}
          - split: {parts: {train: 0.9, validation: 0.05, test: 0.05}, stratify: sentiment}
        """;

    public static Command Steps(TextWriter output)
    {
        var json = CommandOptions.Json();
        var command = new Command("steps", "Lists the kinds of steps with an example of each.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                output.WriteLine(new JsonArray([.. StepKinds.All.Select(step => (JsonNode)new JsonObject { ["kind"] = step.Kind, ["summary"] = step.Summary, ["example"] = $"- {step.Kind}: {step.Example}" })]).ToJsonString(RecipeFiles.Indented));
            else
                foreach (var (kind, summary, example) in StepKinds.All)
                    output.WriteLine($"{kind,-12} {summary}\n             - {kind}: {example}");
        });
        return command;
    }

    public static Command New(TextWriter output)
    {
        var command = new Command("new", "Writes a recipe to begin with.");
        command.SetAction(_ => output.WriteLine(Example));
        return ExampleHelp.Of(command, "praxis prepare new > recipe.yaml");
    }
}
