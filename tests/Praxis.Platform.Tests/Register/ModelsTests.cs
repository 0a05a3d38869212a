using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;

namespace Praxis.Platform.Tests.Register;

/// <summary>Versions, decisions, groups and aliases.</summary>
public sealed class ModelsTests : IDisposable
{
    private readonly ModelShelf shelf = new();

    [Fact]
    public void The_same_token_registers_once_and_another_one_again()
    {
        var version = shelf.Version("reviews") with
        {
            InferenceSpecification = new InferenceSpecification { SupportedContentTypes = ["application/jsonlines"], Input = [new("text", "text")] },
            ModelMetrics = new ModelMetrics { ModelQuality = new BaselineMetrics(new MetricsSource("application/json", shelf.Artifact("{}"))) },
            CustomerMetadataProperties = new Dictionary<string, string> { ["team"] = "nlp" },
        };
        ModelVersion Register(string token) => shelf.Workspace.Metadata.Write(transaction => shelf.Models.Register(transaction, version, token));
        var first = Register("execution/RegisterModel");
        Assert.Equal((1, 1, 2), (first.Version, Register("execution/RegisterModel").Version, Register("other/RegisterModel").Version));
        Assert.Equal(2, shelf.Models.List().Count);
        var read = shelf.Models.Get("reviews:1");
        Assert.Equal("nlp", read.CustomerMetadataProperties["team"]);
        Assert.Equal("application/jsonlines", read.InferenceSpecification!.SupportedContentTypes[0]);
        Assert.Equal(version.ModelMetrics.ModelQuality.Statistics, read.ModelMetrics!.ModelQuality!.Statistics);
        Assert.Contains(shelf.Workspace.Lineage.Edges(new LineageNode("model", "reviews:1")), edge => edge.From.Id == version.ModelMetrics.ModelQuality.Statistics!.Artifact);
    }

    [Fact]
    public void Nothing_is_registered_where_the_larger_change_is_not_kept()
    {
        Assert.Throws<InvalidOperationException>(() => shelf.Workspace.Metadata.Write<int>(transaction =>
        {
            shelf.Models.Register(transaction, shelf.Version("reviews"), "token");
            throw new InvalidOperationException();
        }));
        Assert.Empty(shelf.Models.List());
        Assert.Empty(shelf.Groups.List());
    }

    [Fact]
    public void Decisions_go_both_ways_but_never_back_to_undecided_and_all_are_kept()
    {
        shelf.Models.Register(shelf.Version("reviews"));
        shelf.Models.Change("reviews:1", ModelStatus.Rejected, "too weak", "ann");
        shelf.Models.Change("reviews:1", ModelStatus.Approved, "better than nothing", "bob");
        var again = shelf.Models.Change("reviews:1", ModelStatus.Approved, "again", "eve");
        Assert.Equal("decision-stands", Assert.Throws<UserException>(() => shelf.Models.Change("reviews:1", ModelStatus.PendingManualApproval, "", "ann")).Problems[0].Type);
        Assert.Equal("better than nothing", again.StatusReason);
        Assert.Equal(
            [(ModelStatus.PendingManualApproval, "praxis"), (ModelStatus.Rejected, "ann"), (ModelStatus.Approved, "bob")],
            shelf.Models.Get("reviews").Approvals.Select(change => (change.Status, change.By)));
        Assert.Equal(2, shelf.Workspace.Metadata.Read(reader => reader.Events(0)).Count(happened => happened.Kind == "model-status-changed"));
    }

    [Fact]
    public void An_alias_stands_for_a_version_until_it_is_taken_away()
    {
        shelf.Models.Register(shelf.Version("reviews", "one"));
        shelf.Models.Register(shelf.Version("reviews", "two"));
        shelf.Groups.SetAlias("reviews", "champion", 1);
        Assert.Equal(1, shelf.Models.Get("reviews@champion").Version);
        Assert.Equal(2, shelf.Models.Get("reviews").Version);
        Assert.Contains("'champion'", Assert.Throws<UserException>(() => shelf.Models.Get("reviews@champoin")).Message);
        Assert.Equal("unknown-model", Assert.Throws<UserException>(() => shelf.Groups.SetAlias("reviews", "next", 9)).Problems[0].Type);
        Assert.Equal("invalid-name", Assert.Throws<UserException>(() => shelf.Groups.SetAlias("reviews", "12", 1)).Problems[0].Type);
        shelf.Groups.SetAlias("reviews", "champion", null);
        Assert.Equal("unknown-alias", Assert.Throws<UserException>(() => shelf.Models.Get("reviews@champion")).Problems[0].Type);
    }

    [Fact]
    public void A_group_is_made_with_its_first_version_described_and_deleted_only_when_empty()
    {
        shelf.Models.Register(shelf.Version("reviews"));
        shelf.Groups.Describe("reviews", "sentiment of reviews", new Dictionary<string, string> { ["team"] = "nlp" });
        Assert.Equal("sentiment of reviews", shelf.Groups.Get("reviews").Description);
        Assert.Equal("group-not-empty", Assert.Throws<UserException>(() => shelf.Groups.Delete("reviews")).Problems[0].Type);
        shelf.Groups.Describe("empty");
        shelf.Groups.Delete("empty");
        Assert.Equal(["reviews"], shelf.Groups.List().Select(group => group.Name));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..\\x")]
    [InlineData("%2e%2e%2f")]
    [InlineData("/etc/passwd")]
    [InlineData("C:x")]
    [InlineData("\\\\server\\share")]
    [InlineData("file:///x")]
    [InlineData("a#/../../x")]
    [InlineData("a?x=../..")]
    [InlineData("a\0b")]
    [InlineData("a.")]
    [InlineData("a ")]
    [InlineData("rеviews")]
    public void Names_that_climb_or_deceive_are_refused_for_models_groups_and_aliases(string name)
    {
        shelf.Models.Register(shelf.Version("reviews"));
        Assert.Throws<UserException>(() => shelf.Models.Register(shelf.Version(name)));
        Assert.Throws<UserException>(() => shelf.Models.Get(name));
        Assert.Throws<UserException>(() => shelf.Models.Get("reviews@" + name));
        Assert.Throws<UserException>(() => shelf.Groups.Describe(name));
        Assert.Throws<UserException>(() => shelf.Groups.Get(name));
        Assert.Throws<UserException>(() => shelf.Groups.Delete(name));
        Assert.Throws<UserException>(() => shelf.Groups.SetAlias(name, "champion", 1));
        Assert.Throws<UserException>(() => shelf.Groups.SetAlias("reviews", name, 1));
        Assert.Throws<UserException>(() => shelf.Models.Register(shelf.Version(new string('a', 300))));
    }

    public void Dispose() => shelf.Dispose();
}
