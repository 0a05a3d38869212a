using System.Text.Json;

namespace Praxis.Cli.Tests;

/// <summary>Models, experiments and lineage on the command line.</summary>
public sealed class RegistryTests
{
    private static readonly string[] Trained = ["--text", "text", "--label", "label", "--algorithm", "tfidf-logistic-regression", "--threads", "1", "--name", "shop", "--experiment", "first tries"];

    [Fact]
    public void A_version_is_judged_named_carried_and_deleted()
    {
        using var praxis = new PraxisProgram();
        string Ok(params string[] arguments)
        {
            var ended = praxis.Run(arguments);
            Assert.True(ended.Code == 0, string.Join(' ', arguments) + ": " + ended.Error);
            return ended.Output;
        }

        var (file, judge) = (praxis.WriteReviews(), praxis.Write("judge.csv", PraxisProgram.Reviews(30)));
        Ok(["train", file, "--validation", judge, "--seed", "1", .. Trained]);
        Ok(["train", file, "--validation", judge, "--seed", "2", .. Trained, "--set", "C=0.01"]);
        var comparison = Ok("models", "compare", "shop:1", "shop:2");
        Assert.Contains("common rows", comparison, StringComparison.Ordinal);
        Assert.Contains("seed", comparison, StringComparison.Ordinal);
        Ok("models", "reject", "shop:2", "--reason", "not better");
        Ok("models", "alias", "shop:1", "champion");
        Ok("models", "stage", "shop@champion", "production");
        Ok("models", "attach", "shop:1", "bias/report", praxis.Write("bias.json", "{}"));
        Ok("models", "group", "shop", "--description", "a shop's reviews", "--tag", "team=nlp");
        Assert.Contains("shop@champion is shop:1", Ok("models", "alias", "shop:1", "champion"), StringComparison.Ordinal);
        Assert.Contains("champion", Ok("models", "list"), StringComparison.Ordinal);
        Ok("models", "card", "shop:1", "--html", praxis["card.html"]);
        Assert.Contains("Praxis model card", File.ReadAllText(praxis["card.html"]), StringComparison.Ordinal);

        Ok("models", "export", "shop@champion", "--archive", praxis["shop.tar"]);
        Ok("models", "export", "shop:1", "--archive", praxis["again.tar"]);
        Assert.Equal(File.ReadAllBytes(praxis["shop.tar"]), File.ReadAllBytes(praxis["again.tar"]));
        Assert.Contains("lent:1 PendingManualApproval", Ok("models", "import", praxis["shop.tar"], "--name", "lent"), StringComparison.Ordinal);
        Assert.StartsWith("good\t", Ok("predict", "lent", "lovely and soft"), StringComparison.Ordinal);
        Assert.Equal(1, praxis.Run("models", "import", file).Code);

        Assert.Equal(1, praxis.Run("models", "delete", "shop:1").Code);
        Assert.Equal(1, praxis.Run("models", "delete", "shop").Code);
        Ok("models", "delete", "shop:2");
        Assert.Contains("praxis models restore shop:2", Ok("workspace", "deleted"), StringComparison.Ordinal);
        Ok("models", "restore", "shop:2");
        Assert.Contains("shop:2", Ok("models", "list"), StringComparison.Ordinal);

        Assert.Contains("shop-train:1", Ok("lineage", "query", "--from", "shop@champion", "--direction", "up", "--type", "channel"), StringComparison.Ordinal);
        Ok("lineage", "query", "--from", "shop:1", "--svg", praxis["lineage.svg"]);
        Assert.StartsWith("<svg", File.ReadAllText(praxis["lineage.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_logged_searched_compared_and_drawn()
    {
        using var praxis = new PraxisProgram();
        string Ok(params string[] arguments)
        {
            var ended = praxis.Run(arguments);
            Assert.True(ended.Code == 0, string.Join(' ', arguments) + ": " + ended.Error);
            return ended.Output.Trim();
        }

        var first = Ok("experiments", "log", "tries", "--name", "first", "--param", "lr=0.1", "--metric", "loss@0=0.9", "--metric", "loss@1=0.4", "--artifact", praxis.Write("notes.txt", "words"));
        var second = Ok("experiments", "log", "tries", "--name", "second", "--param", "lr=0.2", "--metric", "loss@0=0.8", "--metric", "loss@1=0.5", "--tag", "team=nlp", "--status", "Failed");
        Assert.Equal(first, Ok("experiments", "log", "tries", "--run", first, "--metric", "loss@2=0.3"));
        Assert.Matches($"(?s){first}.*{second}", Ok("experiments", "runs", "tries", "--order", "metrics.loss"));
        Assert.DoesNotContain(first, Ok("experiments", "runs", "tries", "--filter", "tags.team = 'nlp' AND status = 'FAILED'"), StringComparison.Ordinal);
        Assert.Contains("notes.txt", Ok("experiments", "show", first), StringComparison.Ordinal);
        Assert.Contains("parameter lr", Ok("experiments", "compare", first, second, "--chart", "loss", "--out", praxis["loss.svg"]), StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(praxis["loss.svg"]), StringComparison.Ordinal);
        using (var told = JsonDocument.Parse(Ok("experiments", "show", first, "--json")))
            Assert.Equal(0.3, told.RootElement.GetProperty("metrics")[0].GetProperty("last").GetDouble());
        Ok("experiments", "delete", "tries");
        Assert.DoesNotContain("tries", Ok("experiments", "list"), StringComparison.Ordinal);
        Ok("experiments", "restore", "tries");
        Assert.Contains("tries", Ok("experiments", "list"), StringComparison.Ordinal);
        Assert.Equal(1, praxis.Run("experiments", "runs", "trys").Code);
        Assert.Equal(1, praxis.Run("experiments", "runs", "tries", "--filter", "metrics.loss >").Code);
    }
}
