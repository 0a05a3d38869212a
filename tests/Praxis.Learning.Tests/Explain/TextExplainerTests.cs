using Praxis.Learning.Explain;

namespace Praxis.Learning.Tests.Explain;

public sealed class TextExplainerTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(40)]
    public void Values_add_up_to_what_the_text_changes(int? samples)
    {
        const string Text = "I really love this dress, it is perfect and soft but a bit tight.";
        var explained = TextExplainer.Explain(Curved, 2, Text, new() { Samples = samples });
        for (var k = 0; k < 2; k++)
            Assert.Equal(explained.Attribution.Full[k] - explained.Attribution.Base[k], explained.Attribution.Values.Sum(value => value[k]), 1e-9);
        Span<double> full = stackalloc double[2];
        Curved(Text, full);
        Assert.Equal(full.ToArray(), explained.Attribution.Full);
        Assert.False(explained.IsJoined);
    }

    [Fact]
    public void A_word_that_the_model_does_not_see_gets_nothing_and_equal_words_get_the_same()
    {
        var explained = TextExplainer.Explain(Curved, 2, "love table love");
        Assert.True(explained.Attribution.IsExact);
        Assert.Equal(0, explained.Attribution.Values[1][0], 1e-12);
        Assert.Equal(explained.Attribution.Values[0][0], explained.Attribution.Values[2][0], 1e-12);
        Assert.True(explained.Attribution.Values[0][0] > 0);
    }

    [Fact]
    public void Absent_units_are_dropped_or_replaced_by_the_baseline()
    {
        var asked = new List<string>();
        TextModel listen = (text, outputs) =>
        {
            asked.Add(text);
            outputs.Clear();
        };
        TextExplainer.Explain(listen, 1, "one  two");
        Assert.Equal(["  ", "  two", "one  ", "one  two"], asked.Order(StringComparer.Ordinal));
        asked.Clear();
        TextExplainer.Explain(listen, 1, "one  two", new() { Baseline = "[MASK]" });
        Assert.Contains("[MASK]  two", asked);
        asked.Clear();
        TextExplainer.Explain(listen, 1, "One. Two.\n\nThree.", new() { Granularity = TextGranularity.Paragraph });
        Assert.Contains("One. Two.\n\n", asked);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void A_text_of_nothing_has_no_values(string text)
    {
        var explained = TextExplainer.Explain(Curved, 2, text);
        Assert.Empty(explained.Units);
        Assert.Equal(explained.Attribution.Base, explained.Attribution.Full);
    }

    [Fact]
    public void A_text_of_many_words_is_explained_by_runs_of_them_and_the_same_seed_repeats()
    {
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(i => i % 100 == 0 ? "love" : "word"));
        var options = new TextExplanationOptions { MostUnits = 40, Samples = 300, Seed = 9 };
        var explained = TextExplainer.Explain(Curved, 2, text, options);
        Assert.True(explained.IsJoined);
        Assert.Equal(40, explained.Units.Count);
        Assert.Equal(explained.Attribution.Values.Select(value => value[0]), TextExplainer.Explain(Curved, 2, text, options).Attribution.Values.Select(value => value[0]));
    }

    [Fact]
    public void The_logit_of_certainty_is_finite_and_a_cancelled_explanation_stops()
    {
        var explained = TextExplainer.Explain((text, outputs) => outputs[0] = text.Contains('a') ? 1 : 0, 1, "a b", new() { UseLogit = true });
        Assert.All(explained.Attribution.Values, value => Assert.True(double.IsFinite(value[0])));
        Assert.Throws<OperationCanceledException>(() => TextExplainer.Explain(Curved, 2, "a b", cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Importance_over_texts_joins_equal_units()
    {
        string[] reviews = ["love it", "love that", "hate it"];
        var texts = reviews.Select(text => TextExplainer.Explain(Curved, 2, text)).ToList();
        var top = GlobalImportance.TopText(texts, 0, most: 2);
        Assert.Equal(["hate", "love"], top.Select(unit => unit.Unit).Order(StringComparer.Ordinal));
        Assert.Equal(2, top.Single(unit => unit.Unit == "love").Count);
        Assert.True(top.Single(unit => unit.Unit == "hate") is { Importance: > 0, Mean: < 0 });
        Assert.True(GlobalImportance.TopText(texts, 0, 50, ShapAggregation.Median).Single(unit => unit.Unit == "hate").Importance < 0);
        Assert.Equal((2, 14 / 3.0, 2), (GlobalImportance.Aggregate([-1, 2, 3], ShapAggregation.MeanAbsolute), GlobalImportance.Aggregate([-1, 2, 3], ShapAggregation.MeanSquare), GlobalImportance.Aggregate([-1, 2, 3], ShapAggregation.Median)));
        Assert.Equal(0, GlobalImportance.Aggregate([], ShapAggregation.Median));
    }

    // Softmax of good against bad words: interacting, so sampling has something to do.
    private static void Curved(string text, Span<double> outputs)
    {
        double score = 0;
        foreach (var word in text.Split(' ', ',', '.', '\n'))
            score += word switch { "love" or "perfect" => 1, "soft" => 0.5, "tight" => -1, "hate" => -2, _ => 0 };
        outputs[0] = 1 / (1 + Math.Exp(-score));
        outputs[1] = 1 - outputs[0];
    }
}
