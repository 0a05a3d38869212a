namespace Praxis.Contracts.Train;

/// <summary>A fitted model that gives a text, or a row of several columns, one probability a label. Safe for use by many threads at once.</summary>
public interface ITextClassifier
{
    /// <summary>The labels, in the order of the probabilities.</summary>
    IReadOnlyList<string> Labels { get; }

    /// <summary>The columns that it looks at, in the order of an instance's values; one text unless the model says otherwise.</summary>
    IReadOnlyList<FeatureColumn> Columns => FeatureColumn.OneText;

    /// <summary>Writes the probability of each label of <see cref="Labels"/>, summing to 1, into <paramref name="probabilities"/>.</summary>
    /// <exception cref="Foundation.UserException">The model looks at more columns than one.</exception>
    void Predict(string text, Span<double> probabilities);

    /// <summary>The same for a row of <see cref="Columns"/>.</summary>
    /// <exception cref="Foundation.UserException">The instance does not have the model's columns, or a number's column holds none.</exception>
    void Predict(Instance instance, Span<double> probabilities)
    {
        instance.CheckColumns(Columns);
        Predict(instance.Text, probabilities);
    }

    /// <summary>The features that speak most for each label: per label, the strongest first, at most <paramref name="most"/>; empty where the model cannot tell.</summary>
    IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most);
}
