namespace Praxis.Learning.Explain;

/// <summary>Explains what a model says about a text by the units of the text (Kernel SHAP; exact where all coalitions fit the budget).</summary>
public static class TextExplainer
{
    /// <summary>Shapley values of a text's units. A text without units has no values, and its base is its full output.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">How many outputs it has.</param>
    /// <param name="text">The text.</param>
    /// <param name="options">How; null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between two questions to the model.</param>
    public static TextAttribution Explain(TextModel model, int outputs, string text, TextExplanationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        options ??= new();
        var all = TextUnits.Split(text, options.Granularity);
        var units = TextUnits.Join(all, options.MostUnits);
        var coalitions = new TextCoalitions(model, outputs, text, units, options.Baseline, options.UseLogit, cancellationToken);
        if (units.Count == 0)
        {
            var said = new double[outputs];
            coalitions.Evaluate([], said);
            return new TextAttribution(text, units, new Attribution(said, said, [], IsExact: true), IsJoined: false);
        }

        var samples = options.Samples ?? 2 * units.Count + 2048;
        return new TextAttribution(text, units, KernelShap.Explain(coalitions, samples, options.Seed), units.Count < all.Count);
    }
}
