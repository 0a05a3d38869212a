using System.Net.Http.Json;
using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>Recipes that travel with models, with the real program.</summary>
public sealed class RecipeModelTests
{
    private const string Recipe = """
        name: shop
        steps:
          - filter: {where: "stars <> 3"}
          - map: {column: stars, into: label, values: {1: bad, 2: bad, 4: good, 5: good}, else: missing}
          - missing: {columns: [price], how: median}
          - derive: {column: cheap, formula: "CASE WHEN price < 20 THEN 'yes' ELSE 'no' END"}
          - scale: {columns: [price], how: standard}
          - encode: {column: shop, how: ordinal}
          - clean_text: {column: text, lower: true, punctuation: true, whitespace: true}
          - tokenize: {column: text}
          - deduplicate: {}
          - sort: {by: [price]}
          - split: {parts: {train: 0.7, validation: 0.3}, stratify: label}
        """;

    private static readonly string[] columns = ["--text", "text", "--categorical", "cheap", "--numeric", "price", "--numeric", "shop", "--label", "label"];

    [Fact]
    public void Rows_through_the_recipe_and_the_model_are_raw_rows_to_the_model()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "id,shop,stars,price,text\n" + string.Concat(Enumerable.Range(0, 400).Select(Line)));
        var trained = praxis.Run(["train", file, "--recipe", praxis.Write("recipe.yaml", Recipe), .. columns, "--algorithm", "gradient-boosting", "--name", "shops"]);
        Assert.True(trained.Code == 0, trained.Error);
        var lineage = praxis.Run("lineage", "show", "shops").Output;
        foreach (var words in (string[])["dataset shops-prepared-train:1", "dataset shops-prepared-validation:1", "recipe-run", "dataset rows:1", "file recipe.yaml"])
            Assert.Contains(words, lineage);

        // The same model without its recipe, asked prepared rows.
        Assert.Equal(0, praxis.Run(["train", "shops-prepared-train", .. columns, "--validation", "shops-prepared-validation", "--algorithm", "gradient-boosting", "--name", "bare"]).Code);
        Assert.Equal(0, praxis.Run("prepare", "open", "shop", "--out", "fitted").Code);
        var raw = praxis.Write("raw.csv", "id,shop,stars,price,text\n" + string.Concat(Enumerable.Range(500, 60).Where(i => i % 5 != 2).Select(Line)));
        var applied = praxis.Run("prepare", "apply", "fitted/recipe.json", raw, "--out", "applied", "--output-format", "jsonl");
        Assert.True(applied.Code == 0, applied.Error);
        var expected = praxis.Run("predict", "bare", "--input", "applied/shop.jsonl", "--json");
        Assert.True(expected.Code == 0, expected.Error);

        // Sorted as the recipe sorts them; a question at a time does not.
        var order = File.ReadAllLines(praxis["applied/shop.jsonl"]).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return row.RootElement.GetProperty("id").GetInt32();
        }).ToList();
        var questions = praxis.Write("raw.jsonl", string.Concat(order.Select(Question)));
        var asked = praxis.Run("predict", "shops", "--input", questions, "--json");
        Assert.True(asked.Code == 0, asked.Error);
        Assert.Equal(48, order.Count);
        Assert.Equal(expected.Output, asked.Output);
    }

    [Fact]
    public async Task An_endpoint_takes_raw_rows_and_answers_as_the_command_does()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "id,shop,stars,price,text\n" + string.Concat(Enumerable.Range(0, 400).Select(Line)));
        Assert.Equal(0, praxis.Run(["train", file, "--recipe", praxis.Write("recipe.yaml", Recipe), .. columns, "--algorithm", "gradient-boosting", "--name", "shops"]).Code);
        Assert.Equal(0, praxis.Run("models", "approve", "shops").Code);
        using var server = praxis.Start("serve", "shops", "--port", "0");
        try
        {
            string? line;
            do
                line = await server.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            while (line is not null && !line.StartsWith("Endpoint", StringComparison.Ordinal));
            using var client = new HttpClient();
            var address = new Uri(line!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            var ids = Enumerable.Range(500, 40).ToList();
            using var answer = await client.PostAsJsonAsync(address, new { instances = ids.Select(id => JsonDocument.Parse(Question(id)).RootElement) }, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var own = said.RootElement.GetProperty("predictions").EnumerateArray().Select(one => one.GetProperty("probabilities").GetProperty("good").GetDouble());
            var asked = praxis.Run("predict", "shops", "--input", praxis.Write("raw.jsonl", string.Concat(ids.Select(Question))), "--json");
            Assert.True(asked.Code == 0, asked.Error);
            Assert.Equal(asked.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => JsonDocument.Parse(one).RootElement.GetProperty("probabilities").GetProperty("good").GetDouble()), own);
            using var wrong = await client.PostAsJsonAsync(address, new { instances = new[] { new { shop = "s1", price = "dear", text = "x" } } }, TestContext.Current.CancellationToken);
            Assert.Equal(400, (int)wrong.StatusCode);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("- aggregate: {by: [text], columns: {label: \"max(label)\"}}", "the step aggregate looks at other rows")]
    [InlineData("- derive: {column: text, formula: \"text || count(*) OVER ()\"}", "looks at other rows")]
    [InlineData("- rename: {columns: {text: words}}", "gives no column 'text'")]
    public void A_recipe_that_could_not_answer_one_row_is_refused_before_training(string step, string words)
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("train", praxis.WriteReviews(), "--recipe", praxis.Write("r.yaml", $"steps:\n  {step}\n"), "--text", "text", "--label", "label", "--algorithm", "tfidf-logistic-regression");
        Assert.Equal(1, run.Code);
        Assert.Contains(words, run.Error);
        Assert.Empty(JsonDocument.Parse(praxis.Run("models", "list", "--json").Output).RootElement.EnumerateArray());
    }

    [Fact]
    public void A_run_takes_a_recipe_with_it_to_its_endpoints_one_text()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("run", praxis.WriteReviews(), "--recipe", praxis.Write("r.yaml", "name: low\nsteps:\n  - clean_text: {column: text, into: words, lower: true, punctuation: true}\n"), "--text", "words", "--label", "label", "--no-serve", "--name", "shop");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(praxis.Run("predict", "shop", "lovely, soft", "--json").Output, praxis.Run("predict", "shop", "LOVELY! SOFT", "--json").Output);
    }

    private static (string Shop, int Stars, string? Price, string Text) Row(int i) =>
        ($"s{i % 7}", 1 + i % 5, i % 11 == 0 ? null : (5 + i * 37 % 50).ToString() + (i % 2 == 0 ? ".5" : ""), $"{(i % 5 > 2 ? "Lovely" : "Awful")} thing, isn't it? No. {i}: it's {(i % 3 == 0 ? "SOFT" : "Cheap")}…");

    private static string Line(int i)
    {
        var (shop, stars, price, text) = Row(i);
        return $"{i},{shop},{stars},{price},\"{text}\"\n";
    }

    private static string Question(int i)
    {
        var (shop, _, price, text) = Row(i);
        return JsonSerializer.Serialize(new { shop, price = price is null ? (double?)null : double.Parse(price, System.Globalization.CultureInfo.InvariantCulture), text }) + "\n";
    }
}
