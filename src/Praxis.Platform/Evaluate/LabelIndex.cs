using Praxis.Contracts.Train;

namespace Praxis.Platform.Evaluate;

/// <summary>The classes of several models and a table, each with one place.</summary>
internal sealed class LabelIndex
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> all = [];

    public LabelIndex(IReadOnlyList<ITextClassifier> models)
    {
        foreach (var model in models)
            foreach (var label in model.Labels)
                Of(label);
    }

    public IReadOnlyList<string> All => all;

    /// <summary>The place of a class; a new one comes last.</summary>
    public int Of(string label)
    {
        if (places.TryGetValue(label, out var place))
            return place;
        all.Add(label);
        return places[label] = all.Count - 1;
    }

    /// <summary>A model's probabilities in the places of all classes.</summary>
    public double[] Spread(ITextClassifier model, int order, List<double> said, int rows)
    {
        var width = model.Labels.Count;
        if (order == 0 && width == all.Count)
            return [.. said];
        var spread = new double[rows * all.Count];
        int[] own = [.. model.Labels.Select(Of)];
        for (var row = 0; row < rows; row++)
            for (var k = 0; k < width; k++)
                spread[row * all.Count + own[k]] = said[row * width + k];
        return spread;
    }
}
