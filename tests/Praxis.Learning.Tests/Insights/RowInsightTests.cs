using Praxis.Learning.Insights;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Insights;

public sealed class RowInsightTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public void A_row_far_from_all_others_is_the_most_anomalous_and_the_same_seed_says_the_same()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 2000).SelectMany(i => i == 777 ? (float[])[9, -9] : [(float)random.NextDouble(), (float)random.NextDouble()]).ToArray();
        var decisions = IsolationForest.Decide(values, 2000, 2, 5, Never);
        Assert.Equal(777, Array.IndexOf(decisions, decisions.Min()));
        Assert.True(decisions[777] < -0.15, $"{decisions[777]}");
        Assert.Equal(decisions, IsolationForest.Decide(values, 2000, 2, 5, Never));
        Assert.Equal([0.0], IsolationForest.Decide([1], 1, 1, 5, Never));
        Assert.All(IsolationForest.Decide(new float[100], 100, 1, 5, Never), value => Assert.True(double.IsFinite(value)));
    }

    [Fact]
    public void Texts_that_differ_by_a_word_are_near_duplicates_and_others_are_not()
    {
        const string Long = "I ordered this dress in two sizes since the reviews said that it runs small but the smaller one fits me very well and the colour is just as shown on the picture of the shop";
        var texts = new List<string?> { Long, null, "", "Short", "short!", Long.Replace("shop", "site", StringComparison.Ordinal), "Something else that has nothing to do with the first text at all", Long.ToUpperInvariant() };
        for (var i = 0; i < 500; i++)
            texts.Add($"text number {i} says {i * 7919 % 1000} and {i * 104729 % 1000} about item {i * 31 % 977}");
        Assert.Equal([[0, 5, 7]], NearDuplicates.Find(texts, Never));
        Assert.Empty(NearDuplicates.Find([], Never));
    }

    [Fact]
    public void Labels_that_were_turned_around_are_suspected_and_others_are_not()
    {
        var random = new Random(7);
        string[] good = ["lovely", "perfect", "soft", "beautiful"], bad = ["poor", "torn", "itchy", "returned"];
        var (texts, classes) = (new List<string>(), new int[600]);
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = i % 2;
            var words = i % 2 == 1 ? good : bad;
            texts.Add($"{words[random.Next(4)]} {words[random.Next(4)]} dress {random.Next(50)}");
        }

        int[] wrong = [10, 51, 200, 333, 480];
        foreach (var row in wrong)
            classes[row] = 1 - classes[row];
        NgramVectorizer.Fit(texts, new NgramOptions { MaxNgram = 1 }, out var rows);
        var suspects = LabelErrors.Find(rows, classes, 2, 1, 2, Never);

        // A row below its class's mean probability is not counted: confident learning would rather miss one than blame a right label.
        Assert.InRange(suspects.Count, 4, 5);
        Assert.Empty(suspects.Select(suspect => suspect.Row).Except(wrong));
        Assert.All(suspects, suspect => Assert.True(suspect.Margin < 0 && suspect.Likely == 1 - suspect.Given));
        Assert.Empty(LabelErrors.Find(rows, new int[600], 2, 1, 2, Never));
    }

    [Fact]
    public void The_terms_of_a_class_come_before_those_of_all()
    {
        NgramVectorizer.Fit(Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? "dress lovely" : "dress torn"), new NgramOptions { MaxNgram = 1 }, out var rows);
        var terms = TellingTerms.Of(rows, [.. Enumerable.Range(0, 200).Select(i => i % 2)], 2, 5);
        Assert.Equal([1L, 2L], terms.Select(own => (long)own[0].Feature)); // dress, lovely, torn
        Assert.All(terms, own => Assert.Equal(100, own[0].Texts));
    }

    [Fact]
    public void A_probe_sees_what_a_column_tells()
    {
        var random = new Random(1);
        float[] numbers = [.. Enumerable.Range(0, 2000).Select(_ => (float)random.NextDouble())], noise = [.. numbers.Select(_ => (float)random.NextDouble())];
        ProbeResult Probe(float[] feature, TargetKind kind, Func<float, float> answer, int classes) => BoostedProbe.Run([new FeatureBlock("x", 1, feature)], new ProbeTarget(kind, [.. numbers.Select(answer)], classes), 50, 0.3, 1, 2, Never)!;
        Assert.True(Probe(numbers, TargetKind.Binary, x => x > 0.5f ? 1 : 0, 2).Power > 0.99);
        Assert.True(Probe(noise, TargetKind.Binary, x => x > 0.5f ? 1 : 0, 2).Power < 0.15);
        Assert.True(Probe(numbers, TargetKind.Multiclass, x => (int)(x * 3), 3).Power > 0.97);
        Assert.True(Probe(numbers, TargetKind.Regression, x => x * x, 0).Power > 0.97);
        Assert.True(Probe(noise, TargetKind.Regression, x => x * x, 0).Power < 0.1);
        Assert.Null(BoostedProbe.Run([new FeatureBlock("x", 1, noise)], new ProbeTarget(TargetKind.Binary, new float[2000], 2), 50, 0.3, 1, 2, Never));
        var both = BoostedProbe.Run([new FeatureBlock("noise", 1, noise), new FeatureBlock("x", 1, numbers)], new ProbeTarget(TargetKind.Binary, [.. numbers.Select(x => x > 0.5f ? 1f : 0f)], 2), 50, 0.3, 1, 2, Never)!;
        Assert.True(both.Gains[1] > 0.95);
    }

    [Fact]
    public void Characters_are_counted_by_what_they_are()
    {
        var scripts = new long[Enum.GetValues<Script>().Length];
        Assert.Equal(new CharacterStatistics(2, 9, 1, 3, 1, 3), CharacterStatistics.Of("Äbc 1我\U0001f600ж!", scripts));
        Assert.Equal(new CharacterStatistics(0, 0, 0, 0, 0, 0), CharacterStatistics.Of(""));
        Assert.Equal(3, scripts[(int)Script.Latin]);
        Assert.Equal(1, scripts[(int)Script.Han]);
        Assert.Equal(1, scripts[(int)Script.Cyrillic]);
    }
}
