using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Cli.Tests;

/// <summary><c>praxis analyze</c> with the real program.</summary>
public sealed class AnalyzeTests
{
    [Fact]
    public void Bias_of_a_label_is_reported_in_words_numbers_and_a_page()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "shop,region,ok\n" + string.Concat(Enumerable.Range(0, 900).Select(i => $"{(i % 3 == 0 ? "<b>=1+1</b>" : "rest")},{i % 2},{(i % 3 == 0 ? i % 2 : 1)}\n")));
        var run = praxis.Run("analyze", "bias", file, "--label", "ok", "--positive", "1", "--facet", "shop", "--group", "region");
        Assert.True(run.Code == 0, run.Error);
        Assert.StartsWith("Finding     <b>=1+1</b> gets “1” 50.0 points less often than the rest of shop, more than chance explains.", run.Output);
        Assert.Contains("biased against", run.Output);
        var page = File.ReadAllText(praxis["bias/report.html"]);
        Assert.DoesNotContain("<b>=1", page);
        using var json = JsonDocument.Parse(File.ReadAllText(praxis["bias/analysis.json"]));
        var value = json.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("shop")[0];
        Assert.Equal("biased", value.GetProperty("answer").GetString());
        Assert.Equal(["CDDL", "CI", "DPL", "JS", "KL", "KS", "LP", "TVD"], value.GetProperty("metrics").EnumerateArray().Select(metric => metric.GetProperty("name").GetString()));
        Assert.Equal(2, value.GetProperty("metrics")[2].GetProperty("interval").GetArrayLength());
        Assert.Equal(run.Output, praxis.Run("analyze", "bias", file, "--label", "ok", "--positive", "1", "--facet", "shop", "--group", "region").Output);
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void A_threshold_makes_an_interval_and_a_map_makes_classes()
    {
        using var praxis = new PraxisProgram();
        var file = praxis.Write("rows.csv", "age,stars\n" + string.Concat(Enumerable.Range(0, 400).Select(i => $"{20 + i % 60},{1 + i % 5}\n")));
        var run = praxis.Run("analyze", "bias", file, "--label", "stars", "--label-map", "1,2=-1;3=0;4,5=1", "--positive", "1", "--facet", "age", "--facet-above", "40", "--json");
        Assert.True(run.Code == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal("(40, 79]", json.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("age")[0].GetProperty("value_or_threshold").GetString());
        Assert.Equal("1", json.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("label_value_or_threshold").GetString());
        var above = praxis.Run("analyze", "bias", file, "--label", "stars", "--positive-above", "3", "--facet", "stars", "--facet-value", "1", "--facet-value", "2");
        Assert.Contains("1,2", above.Output);
    }

    [Fact]
    public void A_dataset_is_asked_by_its_name_and_drawn()
    {
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("ingest", praxis.Write("rows.csv", "shop,ok\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"s{i % 2},{i % 3}\n"))), "--name", "shops").Code);
        Assert.Contains("s0", praxis.Run("analyze", "bias", "shops", "--label", "ok", "--positive", "1", "--facet", "shop").Output);
        Assert.Contains("30 rows", praxis.Run("prepare", "run", praxis.Write("r.yaml", "name: half\nsteps:\n  - filter: {where: \"shop = 's0'\"}\n"), "shops@1").Output);
        var run = praxis.Run("chart", "bar", "SELECT shop, count(*) FROM shops GROUP BY 1", "--out", "a.svg", "--title", "<b>");
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("&lt;b&gt;", File.ReadAllText(praxis["a.svg"]));
        Assert.Equal(0, praxis.Run("chart", "bar", "SELECT shop, count(*) FROM shops GROUP BY 1", "--out", "a.png", "--theme", "dark").Code);
        Assert.Equal([0x89, .. "PNG"u8.ToArray()], File.ReadAllBytes(praxis["a.png"])[..4]);
        Assert.Contains("neither SVG nor PNG", praxis.Run("chart", "bar", "SELECT shop, count(*) FROM shops GROUP BY 1", "--out", "a.gif").Error);
        var wrong = praxis.Run("chart", "bar", "SELECT shop FROM shops", "--out", "b.svg");
        Assert.Equal(1, wrong.Code);
        Assert.Contains("needs 2 columns", wrong.Error);
        Assert.False(File.Exists(praxis["b.svg"]));
    }

    [Fact]
    public void What_is_missing_or_wrong_is_told_at_once()
    {
        using var praxis = new PraxisProgram();
        var nothing = praxis.Run("analyze", "bias");
        Assert.Equal(1, nothing.Code);
        foreach (var option in (string[])["FILE", "--label COLUMN", "--positive VALUE", "--facet COLUMN"])
            Assert.Contains(option, nothing.Error);
        var file = praxis.Write("rows.csv", "shop,ok\na,1\nb,0\n");
        Assert.Contains("one of 1, 0", praxis.Run("analyze", "bias", file, "--label", "ok", "--positive", "yes", "--facet", "shop").Error);
        Assert.Contains("there is no column 'shopp'", praxis.Run("analyze", "bias", file, "--label", "ok", "--positive", "1", "--facet", "shopp").Error);
        Assert.Contains("holds no number", praxis.Run("analyze", "bias", file, "--label", "ok", "--positive", "1", "--facet", "shop", "--facet-above", "3").Error);
    }

    [Fact]
    public void The_labs_balanced_rows_give_the_real_jobs_figures()
    {
        var (rows, expected) = (SharedFolder.File("data/reviews/clarify_balanced.csv"), SharedFolder.File("data/reviews/clarify_balanced_analysis.json"));
        using var praxis = new PraxisProgram();
        Assert.Equal(0, praxis.Run("analyze", "bias", rows, "--label", "sentiment", "--positive", "1", "--facet", "product_category").Code);
        using var own = JsonDocument.Parse(File.ReadAllText(praxis["bias/analysis.json"]));
        using var real = JsonDocument.Parse(File.ReadAllText(expected));
        static JsonElement Facets(JsonDocument document) => document.RootElement.GetProperty("pre_training_bias_metrics").GetProperty("facets").GetProperty("product_category");
        var compared = 0;
        foreach (var facet in Facets(real).EnumerateArray())
        {
            var found = Facets(own).EnumerateArray().Single(value => value.GetProperty("value_or_threshold").GetString() == facet.GetProperty("value_or_threshold").GetString());
            foreach (var metric in facet.GetProperty("metrics").EnumerateArray())
            {
                var value = found.GetProperty("metrics").EnumerateArray().Single(other => other.GetProperty("name").GetString() == metric.GetProperty("name").GetString()).GetProperty("value");
                Assert.InRange(value.GetDouble() - metric.GetProperty("value").GetDouble(), -1e-12, 1e-12);
                compared++;
            }
        }

        Assert.Equal(126, compared);
    }

    [Fact]
    public void Facets_and_predictions_in_second_files_are_joined_by_key_or_row_by_row()
    {
        using var praxis = new PraxisProgram();
        string Labels(bool hasShop) => $"id,ok{(hasShop ? ",shop" : "")}\n" + string.Concat(Enumerable.Range(0, 90).Select(i => $"k{i},{(i % 4 == 0 ? 0 : 1)}{(hasShop ? $",s{i % 3}" : "")}\n"));
        praxis.Write("whole.csv", Labels(true));
        praxis.Write("labels.csv", Labels(false));

        // In another order, with rows of nobody, and two rows of the dataset without a counterpart in the last case.
        var shops = Enumerable.Range(0, 95).Reverse().Select(i => $"s{i % 3},k{i}\n").ToList();
        praxis.Write("shops.csv", "shop,id\n" + string.Concat(shops));
        praxis.Write("in-order.csv", string.Concat(Enumerable.Range(0, 90).Select(i => $"s{i % 3}\n")));
        praxis.Write("few.csv", "shop,id\n" + string.Concat(shops.Where(row => !row.EndsWith(",k3\n", StringComparison.Ordinal) && !row.EndsWith(",k7\n", StringComparison.Ordinal))));
        praxis.Write("predicted.csv", "id,ok\n" + string.Concat(Enumerable.Range(0, 90).Reverse().Select(i => $"k{i},{i % 2}\n")));
        string Facets(string config, string folder)
        {
            var run = praxis.Run("analyze", "bias", "--config", praxis.Write(folder + ".json", $"{{\"dataset_type\": \"text/csv\", \"label\": \"ok\", \"label_values_or_threshold\": [1], \"facet\": [{{\"name_or_index\": \"shop\"}}], \"methods\": {{\"pre_training_bias\": {{\"methods\": \"all\"}}}}, {config}}}"), "--out", folder);
            Assert.True(run.Code == 0, run.Error);
            using var json = JsonDocument.Parse(File.ReadAllText(praxis[folder + "/analysis.json"]));
            return json.RootElement.GetProperty("pre_training_bias_metrics").GetRawText() + run.Error.Contains("2 of 90 rows have no counterpart");
        }

        var expected = Facets("\"dataset_uri\": \"whole.csv\"", "a");
        Assert.Equal(expected, Facets("\"dataset_uri\": \"labels.csv\", \"facet_dataset_uri\": \"shops.csv\", \"joinsource_name_or_index\": \"id\"", "b"));
        Assert.Equal(expected, Facets("\"dataset_uri\": \"labels.csv\", \"facet_dataset_uri\": \"in-order.csv\", \"facet_headers\": [\"shop\"]", "c"));
        Assert.EndsWith("True", Facets("\"dataset_uri\": \"labels.csv\", \"facet_dataset_uri\": \"few.csv\", \"joinsource_name_or_index\": \"id\"", "d"));
        var after = praxis.Run("analyze", "bias", "--config", praxis.Write("e.json", "{\"dataset_type\": \"text/csv\", \"dataset_uri\": \"whole.csv\", \"label\": \"ok\", \"label_values_or_threshold\": [1], \"facet\": [{\"name_or_index\": \"shop\"}], \"predicted_label_dataset_uri\": \"predicted.csv\", \"joinsource_name_or_index\": \"id\", \"methods\": {\"post_training_bias\": {\"methods\": \"all\"}}}"), "--out", "e");
        Assert.True(after.Code == 0, after.Error);
        Assert.Contains("post_training_bias_metrics", File.ReadAllText(praxis["e/analysis.json"]));
        Assert.Contains("few.csv", praxis.Run("analyze", "list", "--json").Output);
    }

    [Fact]
    public void Insights_are_told_and_the_recipe_that_they_propose_runs()
    {
        using var praxis = new PraxisProgram();
        var text = "id,\u001b[31my,city,number\n" + string.Concat(Enumerable.Range(1, 400).Select(i => $"{i},{(i % 2 == 0 ? "yes" : "no")},{(i % 40 == 0 ? "N/A" : i % 3 == 0 ? "Bern" : "Graz")},{(i == 7 ? 9999 : i * 37 % 101)}\n"));
        var file = praxis.Write("rows.csv", text);
        var run = praxis.Run("analyze", "insights", file, "--target", "\u001b[31my", "--apply");
        Assert.True(run.Code == 0, run.Error);
        Assert.DoesNotContain("\u001b", run.Output);
        Assert.StartsWith("Finding     ", run.Output);
        Assert.Contains("“N/A”", run.Output);
        Assert.Contains("1 value of “number” lies outside", run.Output);
        using var json = JsonDocument.Parse(File.ReadAllText(praxis["insights/insights.json"]));
        var outlier = json.RootElement.GetProperty("insights").EnumerateArray().Single(insight => insight.GetProperty("kind").GetString() == "outliers");
        Assert.Equal(7, outlier.GetProperty("rows")[0].GetInt64());
        Assert.Equal("low", outlier.GetProperty("severity").GetString());
        Assert.DoesNotContain("\u001b", File.ReadAllText(praxis["insights/report.html"]));
        var mended = File.ReadAllLines(praxis["insights/mended/mended.csv"]);
        Assert.Equal(401, mended.Length);
        Assert.DoesNotContain("N/A", string.Concat(mended));
        Assert.DoesNotContain("9999", string.Concat(mended));
        Assert.Equal(0, praxis.Run("prepare", "run", praxis["insights/recipe.yaml"], file, "--out", "again").Code);
        Assert.Equal(File.ReadAllText(praxis["insights/mended/mended.csv"]), File.ReadAllText(praxis["again/mended.csv"]));
        Assert.Empty(Directory.GetFileSystemEntries(praxis[".praxis/tmp"]));
        var compared = praxis.Run("analyze", "insights", file, "--compare", file, "--json");
        using var both = JsonDocument.Parse(compared.Output);
        Assert.Equal(400, both.RootElement.GetProperty("comparison").GetProperty("rows_in_both").GetInt64());
        Assert.Contains("there is no column 'z'", praxis.Run("analyze", "insights", file, "--target", "z").Error);
    }
}
