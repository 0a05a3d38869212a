using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Prepare;
using Praxis.Platform.Train;

namespace Praxis.Platform.Tests.Prepare;

public sealed class PreparationTests
{
    private static readonly PrepareOptions Options = new() { Text = "text", Label = "stars", LabelMap = "1,2=-1;3=0;4,5=1", Balance = false };

    [Fact]
    public void Rows_with_a_null_label_are_dropped_and_counted()
    {
        var (prepared, _, _) = Run(Options, [.. Rows(100), new SourceRow("a text", null), new SourceRow(null, "3")]);
        Assert.Equal((102, 2), (prepared.Rows, prepared.Missing));
        Assert.Equal(100, prepared.Train + prepared.HeldOut);
    }

    [Fact]
    public void A_tenth_of_each_class_is_held_out()
    {
        var (prepared, _, heldOut) = Run(Options, Rows(900));
        Assert.Equal(90, prepared.HeldOut);
        for (var i = 0; i < prepared.Labels.Count; i++)
            Assert.Equal(prepared.ClassRows[i] / 10, heldOut.Count(row => row.Label == prepared.Labels[i]));
    }

    [Fact]
    public void No_text_stands_in_both_train_and_held_out()
    {
        var rows = Rows(500).Concat(Rows(500)).Concat(Rows(200).Select(row => row with { Label = "3" })).ToArray();
        var (_, train, heldOut) = Run(Options, rows);
        Assert.Empty(train.Select(row => row.Text).Intersect(heldOut.Select(row => row.Text)));
    }

    [Fact]
    public void Balancing_takes_as_many_training_rows_of_each_class_and_leaves_the_held_out_rows_alone()
    {
        var rows = Rows(300).Concat(Enumerable.Range(1000, 600).Select(i => new SourceRow($"text {i}", "5"))).ToArray();
        var (_, train, heldOut) = Run(Options with { Balance = true }, rows);
        Assert.Single(train.GroupBy(row => row.Label).Select(group => group.Count()).Distinct());
        Assert.Equal(90, heldOut.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_seed_gives_others()
    {
        var first = Run(Options, Rows(300)).HeldOut;
        Assert.Equal(first, Run(Options, Rows(300)).HeldOut);
        Assert.NotEqual(first, Run(Options with { Seed = 2 }, Rows(300)).HeldOut);
    }

    [Fact]
    public void Rare_facet_values_are_dropped_and_named()
    {
        var rows = Rows(300).Select((row, i) => row with { Facet = i < 10 ? "Chemises" : "Knits" }).ToArray();
        var (prepared, _, _) = Run(Options with { Facet = "class" }, rows);
        Assert.Equal(new KeyValuePair<string, long>("Chemises", 10), Assert.Single(prepared.RareFacets));
    }

    [Fact]
    public void Copies_are_reported_and_removed_only_where_asked()
    {
        var rows = Rows(300).Concat(Rows(40)).ToArray();
        Assert.Equal(340, Run(Options, rows) is var kept ? kept.Prepared.Train + kept.Prepared.HeldOut : 0);
        Assert.Equal(40, kept.Prepared.Duplicates);
        Assert.Equal(300, Run(Options with { Dedupe = true }, rows) is var removed ? removed.Prepared.Train + removed.Prepared.HeldOut : 0);
    }

    [Theory]
    [InlineData("one-class", 300, "3")]
    [InlineData("no-labelled-rows", 300, "9")]
    public void Labels_that_cannot_be_learned_are_refused(string type, int rows, string label)
    {
        var error = Assert.Throws<UserException>(() => Run(Options, Rows(rows).Select(row => row with { Label = label }).ToArray()));
        Assert.Equal(type, Assert.Single(error.Problems).Type);
    }

    [Fact]
    public void Every_class_with_fewer_than_ten_rows_is_named()
    {
        var error = Assert.Throws<UserException>(() => Run(Options, Rows(15)));
        Assert.Equal(["too-few-rows", "too-few-rows", "too-few-rows"], error.Problems.Select(problem => problem.Type));
    }

    [Theory]
    [InlineData("1,2")]
    [InlineData("=a")]
    [InlineData("1=a;1=b")]
    [InlineData("")]
    public void A_label_map_without_the_form_is_refused(string text) =>
        Assert.Equal("invalid-label-map", Assert.Throws<UserException>(() => LabelMap.Parse(text)).Problems[0].Type);

    [Fact]
    public void More_columns_are_written_by_kind_and_read_back_and_may_be_missing()
    {
        FeatureColumn[] columns = [new("title", FeatureKind.Text), new("class", FeatureKind.Categorical), new("age", FeatureKind.Numeric)];
        var rows = Rows(100).Select((row, i) => row with { More = [i % 3 == 0 ? null : $"title {i}", "Knits", i % 4 == 0 ? null : $"{i}.5"] }).ToArray();
        var path = Path.GetTempFileName();
        try
        {
            using (var train = File.Create(path))
                new Preparation(Options with { MoreColumns = columns }).Run(() => rows, train, Stream.Null, TestContext.Current.CancellationToken);
            Assert.StartsWith("{\"texts\":{\"text\":\"text 0\",\"title\":null},\"categories\":{\"class\":\"Knits\"},\"numbers\":{\"age\":null},\"label\":\"-1\"}\n", File.ReadAllText(path));
            Assert.Equal([new("text", FeatureKind.Text), .. columns], ChannelReader.Columns(path));
            foreach (var row in ChannelReader.Read(path))
            {
                var source = rows.First(source => source.Text == row.Text);
                Assert.Equal(source.More, row.More);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static SourceRow[] Rows(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new SourceRow($"text {i}", $"{(i % 3) switch { 0 => 1, 1 => 3, _ => 5 }}"))];

    private static (PreparedRows Prepared, List<(string Text, string Label)> Train, List<(string Text, string Label)> HeldOut) Run(PrepareOptions options, SourceRow[] rows)
    {
        using var train = new MemoryStream();
        using var heldOut = new MemoryStream();
        var prepared = new Preparation(options).Run(() => rows, train, heldOut, TestContext.Current.CancellationToken);
        return (prepared, Parse(train), Parse(heldOut));
    }

    private static List<(string Text, string Label)> Parse(MemoryStream stream) =>
        [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            using var row = JsonDocument.Parse(line);
            return (row.RootElement.GetProperty("text").GetString()!, row.RootElement.GetProperty("label").GetString()!);
        })];
}
