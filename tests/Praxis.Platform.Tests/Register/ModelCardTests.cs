using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Register;

namespace Praxis.Platform.Tests.Register;

/// <summary>Cards and comparisons.</summary>
public sealed class ModelCardTests : IDisposable
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\u202e\u001b[31m";
    private readonly ModelShelf shelf = new();

    [Fact]
    public void Every_edit_is_a_new_version_and_a_new_status_is_none()
    {
        shelf.Models.Register(shelf.Version("reviews"));
        var cards = new ModelCards(shelf.Workspace);
        Assert.Equal((0, ModelCardStatus.Draft), (cards.Get("reviews").Version, cards.Get("reviews").Status));
        Assert.Contains("\"algorithm_type\":\"logistic\"", cards.Get("reviews").Content, StringComparison.Ordinal);
        Assert.Equal(1, cards.Write("reviews:1", """{"intended_uses":{"risk_rating":"Low"}}""", null, "ann").Version);
        var approved = cards.Write("reviews:1", null, ModelCardStatus.Approved, "bob");
        Assert.Equal((1, ModelCardStatus.Approved, "ann"), (approved.Version, approved.Status, approved.By));
        Assert.Equal(2, cards.Write("reviews:1", """{"intended_uses":{"risk_rating":"High"}}""", ModelCardStatus.PendingReview, "bob").Version);
        Assert.Equal([ModelCardStatus.Approved, ModelCardStatus.PendingReview], cards.History("reviews").Select(card => card.Status));
    }

    [Theory]
    [InlineData("""{"owner":"x"}""", "unknown-key")]
    [InlineData("""{"intended_uses":{"risk_rating":"Enormous"}}""", "invalid-card")]
    [InlineData("""{"model_overview":{"model_version":"one"}}""", "invalid-card")]
    [InlineData("""{"evaluation_details":{}}""", "invalid-card")]
    [InlineData("[]", "invalid-card")]
    [InlineData("{", "invalid-json")]
    public void Other_content_is_refused(string content, string type)
    {
        shelf.Models.Register(shelf.Version("reviews"));
        Assert.Equal(type, Assert.Throws<UserException>(() => new ModelCards(shelf.Workspace).Write("reviews", content, null, "ann")).Problems[0].Type);
        Assert.Equal("too-long", Assert.Throws<UserException>(() => new ModelCards(shelf.Workspace).Write("reviews", $$"""{"additional_information":{"custom_details":"{{new string('x', 100_000)}}"} }""", null, "ann")).Problems[0].Type);
    }

    [Fact]
    public void The_page_shows_hostile_text_and_obeys_none_of_it()
    {
        shelf.Models.Register(shelf.Version("reviews") with { StatusReason = Hostile, Description = Hostile, Settings = new Dictionary<string, string> { [Hostile] = Hostile } });
        shelf.Models.Change("reviews", ModelStatus.Approved, Hostile, Hostile);
        var cards = new ModelCards(shelf.Workspace);
        var card = cards.Write("reviews", System.Text.Json.JsonSerializer.Serialize(new { intended_uses = new { purpose_of_model = Hostile }, additional_information = new { custom_details = new Dictionary<string, string> { [Hostile] = Hostile } } }), null, Hostile);
        var page = ModelCardPage.Render(card, shelf.Models.Get("reviews"));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.Contains("default-src &#x27;none&#x27;".Replace("&#x27;", "'", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Contains("alert(1)", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_versions_are_compared_on_the_rows_that_both_were_judged_on()
    {
        string Predictions(Func<int, bool> isRight) => shelf.Artifact(string.Concat(Enumerable.Range(0, 200).Select(i => $"{{\"text\":\"{i}\",\"label\":\"a\",\"predicted\":\"{(isRight(i) ? "a" : "b")}\"}}\n")));
        shelf.Models.Register(shelf.Version("reviews", "one") with { PredictionsArtifact = Predictions(i => i % 2 == 0) });
        shelf.Models.Register(shelf.Version("reviews", "two") with { PredictionsArtifact = Predictions(i => i % 4 != 1), Settings = new Dictionary<string, string> { ["seed"] = "2" } });
        var comparison = new VersionComparer(shelf.Workspace).Compare(shelf.Models.Get("reviews:1"), shelf.Models.Get("reviews:2"));
        Assert.Equal((200, 0.5, 0.75), (comparison.CommonRows, comparison.FirstCommonAccuracy, comparison.SecondCommonAccuracy));
        Assert.True(comparison.PValue < 1e-6);
        Assert.Contains("25.0 points more often than reviews:1 on 200 common rows; chance alone does not explain that", comparison.Verdict, StringComparison.Ordinal);
        Assert.Contains(comparison.Differences, difference => difference == new VersionDifference("seed", "1", "2"));
        Assert.Contains("same bytes", new VersionComparer(shelf.Workspace).Compare(shelf.Models.Get("reviews:1"), shelf.Models.Get("reviews:1")).Verdict, StringComparison.Ordinal);
    }

    public void Dispose() => shelf.Dispose();
}
