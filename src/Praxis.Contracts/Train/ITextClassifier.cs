namespace Praxis.Contracts.Train;

/// <summary>A fitted model that gives a text one probability a label. Safe for use by many threads at once.</summary>
public interface ITextClassifier
{
    /// <summary>The labels, in the order of the probabilities.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>Writes the probability of each label of <see cref="Labels"/>, summing to 1, into <paramref name="probabilities"/>.</summary>
    void Predict(string text, Span<double> probabilities);

    /// <summary>The features that speak most for each label: per label, the strongest first, at most <paramref name="most"/>; empty where the model cannot tell.</summary>
    IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most);
}
