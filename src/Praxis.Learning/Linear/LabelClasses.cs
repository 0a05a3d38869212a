using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Learning.Linear;

/// <summary>The labels of training rows as classes: sorted ordinally, or from low to high for an ordinal model.</summary>
internal static class LabelClasses
{
    /// <summary>The labels in the order of their classes.</summary>
    public static string[] Order(IEnumerable<string> met, LinearTextSettings settings)
    {
        var labels = met.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        foreach (var name in settings.LabelWeights.Keys)
        {
            if (Array.BinarySearch(labels, name, StringComparer.Ordinal) < 0)
                throw new UserException(new Problem { Type = "unknown-label", Found = $"A weight is given for the label {SafeText.Line(name, 80)}, which no training row has", Remedy = NearestName.Suggestion(name, labels) });
        }

        if (settings.Linear.Algorithm != LinearAlgorithm.Ordinal)
            return labels;
        if (settings.LabelOrder.Count > 0)
        {
            if (!settings.LabelOrder.Order(StringComparer.Ordinal).SequenceEqual(labels))
                throw new UserException(new Problem { Type = "bad-label-order", Found = $"The order names {Shown(settings.LabelOrder)}; the training rows have {Shown(labels)}", Expected = "each label of the training rows once" });
            return [.. settings.LabelOrder];
        }

        var numbers = new double[labels.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (!double.TryParse(labels[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]))
                throw new UserException(new Problem { Type = "no-label-order", Found = $"The label {SafeText.Line(labels[i], 80)} is no number, and no order is given", Remedy = "Give label_order=lowest;...;highest" });
        }

        Array.Sort(numbers, labels);
        return labels;
    }

    private static string Shown(IEnumerable<string> labels) => string.Join(", ", labels.Take(10).Select(label => SafeText.Line(label, 40)));
}
