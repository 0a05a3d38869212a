using Praxis.Learning.Tabular;
using Praxis.Learning.Trees;

namespace Praxis.Learning.Ensembles;

/// <summary>The hyper-parameters of an ensemble, checked.</summary>
internal sealed record EnsembleSettings
{
    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["models"] = string.Join(',', MemberRecipe.All.Take(MemberRecipe.DefaultCount).Select(recipe => recipe.Name)),
        ["method"] = "stacking",
        ["folds"] = "5",
        ["boosting_rounds"] = "300",
        ["boosting_components"] = "100",
    };

    public required IReadOnlyList<string> Members { get; init; }

    public EnsembleMethod Method { get; init; }

    /// <summary>Into how many folds the rows are dealt for the members' answers on rows they did not see.</summary>
    public int Folds { get; init; }

    public required BoostingSettings Boosting { get; init; }

    public IReadOnlyDictionary<string, string> FastText { get; init; } = new Dictionary<string, string> { ["min_char"] = "3", ["max_char"] = "6", ["epochs"] = "10", ["learning_rate"] = "0.3", ["vector_dim"] = "30" };

    public static EnsembleSettings Parse(IReadOnlyDictionary<string, string> given)
    {
        var reader = new HyperparameterReader(EnsembleTrainer.Name, given, Defaults);
        var boosting = BoostingSettings.Parse(new Dictionary<string, string>());
        var settings = new EnsembleSettings
        {
            Members = reader.Names("models", [.. MemberRecipe.All.Select(recipe => recipe.Name)]),
            Method = reader.OneOf("method", ("stacking", EnsembleMethod.Stacking), ("voting", EnsembleMethod.Voting)),
            Folds = reader.Whole("folds", 2, 100),
            Boosting = boosting with { Rounds = reader.Whole("boosting_rounds", 1, 100_000), Components = reader.Whole("boosting_components", 1, 2_000) },
        };
        reader.End();
        return settings;
    }
}
