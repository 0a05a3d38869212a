using Praxis.Contracts.Train;
using Praxis.Learning.Tabular;
using Praxis.Learning.Trees;
using static Praxis.Contracts.Train.HyperparameterKind;

namespace Praxis.Learning.Ensembles;

/// <summary>The hyper-parameters of an ensemble, checked.</summary>
internal sealed record EnsembleSettings
{
    /// <summary>What may be said, with its ranges.</summary>
    public static IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
    [
        new() { Name = "models", Kind = HyperparameterKind.Text, Default = string.Join(',', MemberRecipe.All.Take(MemberRecipe.DefaultCount).Select(recipe => recipe.Name)), Form = "names separated by commas, of " + string.Join(", ", MemberRecipe.All.Select(recipe => recipe.Name)), Description = "who answers together" },
        new() { Name = "method", Kind = Choice, Default = "stacking", Values = ["stacking", "voting"], Description = "weights learned from out-of-fold answers, or the mean" },
        new() { Name = "folds", Kind = Whole, Default = "5", Least = 2, Most = 100, Description = "into how many parts the rows are dealt for those answers" },
        new() { Name = "boosting_rounds", Kind = Whole, Default = "300", Least = 1, Most = 100_000, Description = "most trees of the member gradient-boosting" },
        new() { Name = "boosting_components", Kind = Whole, Default = "100", Least = 1, Most = 2_000, Description = "numbers that it reduces a text to" },
    ];

    /// <summary>The defaults by name.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = HyperparameterReader.DefaultsOf(Hyperparameters);

    public required IReadOnlyList<string> Members { get; init; }

    public EnsembleMethod Method { get; init; }

    /// <summary>Into how many folds the rows are dealt for the members' answers on rows they did not see.</summary>
    public int Folds { get; init; }

    public required BoostingSettings Boosting { get; init; }

    public IReadOnlyDictionary<string, string> FastText { get; init; } = new Dictionary<string, string> { ["min_char"] = "3", ["max_char"] = "6", ["epochs"] = "10", ["learning_rate"] = "0.3", ["vector_dim"] = "30" };

    public static EnsembleSettings Parse(IReadOnlyDictionary<string, string> given)
    {
        var reader = new HyperparameterReader(EnsembleTrainer.Name, given, Hyperparameters);
        var boosting = BoostingSettings.Parse(new Dictionary<string, string>());
        var settings = new EnsembleSettings
        {
            Members = reader.Names("models", [.. MemberRecipe.All.Select(recipe => recipe.Name)]),
            Method = reader.OneOf("method", ("stacking", EnsembleMethod.Stacking), ("voting", EnsembleMethod.Voting)),
            Folds = reader.Whole("folds"),
            Boosting = boosting with { Rounds = reader.Whole("boosting_rounds"), Components = reader.Whole("boosting_components") },
        };
        reader.End();
        return settings;
    }
}
