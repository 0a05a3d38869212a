using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Data.Recipes;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>A model behind the recipe that its rows were prepared with: raw rows in, the recipe's steps as they were fitted, then the model.</summary>
public sealed class RecipeClassifier : ITextClassifier
{
    /// <summary>The fitted recipe among the files of a model version.</summary>
    public const string FileName = RecipeFiles.Fitted;

    private readonly ITextClassifier model;
    private readonly RowRecipe recipe;

    private RecipeClassifier(ITextClassifier model, RowRecipe recipe, IReadOnlyList<FeatureColumn> columns) => (this.model, this.recipe, Columns) = (model, recipe, columns);

    /// <inheritdoc/>
    public IReadOnlyList<string> Labels => model.Labels;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>Puts a recipe before a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="wanted">The columns that the model looks at, by the names that they have in the recipe's result.</param>
    /// <param name="fitted">The fitted recipe.</param>
    /// <exception cref="UserException">A step that the model's columns come of looks at other rows, or the recipe is damaged.</exception>
    public static RecipeClassifier Of(ITextClassifier model, IReadOnlyList<FeatureColumn> wanted, FittedRecipe fitted)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(wanted);
        var row = Open(wanted, fitted);
        return new RecipeClassifier(model, row, [.. row.Inputs.Select(input => new FeatureColumn(input.Name, KindOf(input, wanted)))]);
    }

    /// <summary>Refuses a recipe that could not travel with a model of these columns.</summary>
    /// <exception cref="UserException">A step that the columns come of looks at other rows, or a column does not come out.</exception>
    public static void Check(IReadOnlyList<FeatureColumn> wanted, FittedRecipe fitted) => Open(wanted, fitted).Dispose();

    /// <inheritdoc/>
    public void Predict(string text, Span<double> probabilities) => Predict(new Instance(text), probabilities);

    /// <inheritdoc/>
    public void Predict(Instance instance, Span<double> probabilities)
    {
        instance.CheckColumns(Columns);
        var values = new string?[Columns.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = instance[i];
        var results = new string?[model.Columns.Count];
        recipe.Run(values, results);
        model.Predict(new Instance(results[0] ?? "", results.Length == 1 ? null : results[1..]), probabilities);
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most) => model.TellingFeatures(most);

    private static RowRecipe Open(IReadOnlyList<FeatureColumn> wanted, FittedRecipe fitted)
    {
        ArgumentNullException.ThrowIfNull(fitted);
        var recipe = RecipeReader.Read(fitted.Yaml, DateTimeOffset.UnixEpoch);
        if (fitted.Columns.Count == 0 || fitted.States.Count != recipe.Steps.Count)
            throw new UserException(new Problem { Type = "invalid-fitted-recipe", Found = fitted.Columns.Count == 0 ? "the fitted recipe does not say which columns it was fitted on" : "the fitted recipe is not whole", Remedy = "Fit it again: praxis prepare run" });
        return RowRecipe.Open(recipe, fitted.States, fitted.Columns, [.. wanted.Select(column => column.Name)], RecipeFiles.Functions);
    }

    // A category may look like a number, so it takes any value.
    private static FeatureKind KindOf(RecipeColumn input, IReadOnlyList<FeatureColumn> wanted) =>
        input.IsNumber ? FeatureKind.Numeric
        : wanted.FirstOrDefault(column => column.Name == input.Name) is { } same && same.Kind != FeatureKind.Numeric ? same.Kind
        : input.IsText && wanted.Any(column => column.Kind == FeatureKind.Text) ? FeatureKind.Text
        : FeatureKind.Categorical;
}
