using Praxis.Contracts.Train;
using Praxis.Learning.Explain;
using Praxis.Learning.Linear;

namespace Praxis.Learning.Tests.Explain;

public sealed class LinearExplainerTests
{
    private static readonly string[] Texts = ["love this soft dress", "love it so much", "bad tight dress", "bad zipper", "so so dress", "okay shirt"];

    [Fact]
    public void The_parts_add_up_to_the_scores_behind_the_probabilities()
    {
        var model = Fit();
        var linear = (ILinearTextModel)model;
        var expected = LinearExplainer.Expectation(linear, Texts);
        foreach (var text in (string[])[.. Texts, "", "unknown words", "dress dress dress love"])
            foreach (var background in (double[]?[])[null, expected])
            {
                var attribution = LinearExplainer.Explain(linear, text, background);
                for (var k = 0; k < 3; k++)
                    Assert.Equal(attribution.Full[k], attribution.Base[k] + attribution.Contributions.Sum(part => part.Values[k]), 1e-9);
                var probabilities = new double[3];
                model.Predict(text, probabilities);
                var sum = attribution.Full.Sum(Math.Exp);
                for (var k = 0; k < 3; k++)
                    Assert.Equal(probabilities[k], Math.Exp(attribution.Full[k]) / sum, 1e-9);
            }
    }

    [Fact]
    public void They_are_the_Shapley_values_of_the_scores()
    {
        var linear = (ILinearTextModel)Fit();
        var expected = LinearExplainer.Expectation(linear, Texts);
        var attribution = LinearExplainer.Explain(linear, Texts[0], expected);
        var parts = attribution.Contributions;
        Assert.InRange(parts.Count, 8, ShapleyValues.MostFeatures);
        double[] Weights(int k) => [.. parts.Select(part => Enumerable.Range(0, linear.FeatureCount).Where(i => linear.FeatureName(i) == part.Feature)
            .Select(i => linear.FeatureWeight(i, k) - Enumerable.Range(0, 3).Average(other => linear.FeatureWeight(i, other))).Single())];
        var weights = Enumerable.Range(0, 3).Select(Weights).ToArray();
        var game = new BackgroundCoalitions(x => [.. weights.Select(own => own.Zip(x, (w, value) => w * value).Sum())], 3, [.. parts.Select(part => part.Value)], [[.. parts.Select(part => part.Expected)]]);
        var exact = ShapleyValues.Exact(game).Values;
        for (var i = 0; i < parts.Count; i++)
            for (var k = 0; k < 3; k++)
                Assert.Equal(exact[i][k], parts[i].Values[k], 1e-9);
    }

    private static ITextClassifier Fit()
    {
        var trainer = new TfidfLogisticRegressionTrainer();
        using var stream = new MemoryStream();
        trainer.Train(new TrainingContext { Train = () => Texts.Select((text, i) => new LabeledText(text, (i / 2).ToString(System.Globalization.CultureInfo.InvariantCulture))), Hyperparameters = new Dictionary<string, string> { ["ngram_max"] = "1", ["min_df"] = "1" } }, stream, TestContext.Current.CancellationToken);
        stream.Position = 0;
        return trainer.Load(stream);
    }
}
