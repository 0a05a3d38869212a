using Praxis.Contracts.Train;

namespace Praxis.Platform.Tests.Evaluate;

/// <summary>Good words against bad ones.</summary>
internal sealed class WordClassifier(params string[] labels) : ITextClassifier
{
    private readonly string[] all = labels.Length == 0 ? ["bad", "good"] : labels;

    public IReadOnlyList<string> Labels => all;

    public void Predict(string text, Span<double> probabilities)
    {
        double score = 0;
        foreach (var word in text.Split(' ', ',', '.', '\n', '!'))
            score += word switch { "love" or "good" => 1, "hate" or "bad" => -1, _ => 0 };
        probabilities.Clear();
        probabilities[1] = 1 / (1 + Math.Exp(-score));
        probabilities[0] = 1 - probabilities[1];
    }

    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most) => [.. all.Select(_ => (IReadOnlyList<TellingFeature>)[])];
}
