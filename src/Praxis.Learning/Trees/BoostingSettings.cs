using Praxis.Contracts.Train;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;
using static Praxis.Contracts.Train.HyperparameterKind;

namespace Praxis.Learning.Trees;

/// <summary>The hyper-parameters of gradient boosting, checked.</summary>
internal sealed record BoostingSettings
{
    /// <summary>What may be said, with its ranges.</summary>
    public static IReadOnlyList<Hyperparameter> Hyperparameters { get; } =
    [
        new() { Name = "rounds", Kind = Whole, Default = "1000", Least = 1, Most = 100_000, Description = "most trees a class" },
        new() { Name = "learning_rate", Kind = Number, Default = "0.05", Least = 1e-6, Most = 1, TuningRange = "0.01 to 0.3", Description = "how much of a tree is added" },
        new() { Name = "leaves", Kind = Whole, Default = "31", Least = 2, Most = 100_000, TuningRange = "7 to 127", Description = "most leaves of a tree" },
        new() { Name = "min_leaf", Kind = Whole, Default = "20", Least = 1, Most = 1_000_000, TuningRange = "5 to 100", Description = "fewest rows in a leaf" },
        new() { Name = "feature_fraction", Kind = Number, Default = "0.5", Least = 1e-3, Most = 1, TuningRange = "0.3 to 1", Description = "share of the features that a tree sees" },
        new() { Name = "row_fraction", Kind = Number, Default = "0.8", Least = 1e-3, Most = 1, TuningRange = "0.5 to 1", Description = "share of the rows that a tree sees" },
        new() { Name = "lambda", Kind = Number, Default = "1", Least = 0, Most = 1e9, TuningRange = "0.01 to 10", Description = "L2 penalty of the leaves" },
        new() { Name = "max_bin", Kind = Whole, Default = "255", Least = 2, Most = 65_535, Description = "most different values of a feature" },
        new() { Name = "patience", Kind = Whole, Default = "50", Least = 0, Most = 100_000, Description = "trees without a better loss on inner validation rows until the end; 0 builds all" },
        new() { Name = "validation_fraction", Kind = Number, Default = "0.15", Least = 0.01, Most = 0.5, Description = "share of the rows that patience judges by" },
        new() { Name = "class_weight", Kind = Choice, Default = "none", Values = ["none", "balanced"], Description = "balanced gives rare classes the weight of frequent ones" },
        new() { Name = "components", Kind = Whole, Default = "100", Least = 1, Most = 2_000, TuningRange = "50 to 300", Description = "numbers that a text is reduced to" },
        new() { Name = "ngram_max", Kind = Whole, Default = "2", Least = 1, Most = 3, Description = "longest run of words that is counted" },
        new() { Name = "min_df", Kind = Whole, Default = "2", Least = 1, Most = 1_000_000, Description = "terms of fewer texts are left out" },
    ];

    /// <summary>The defaults by name.</summary>
    public static IReadOnlyDictionary<string, string> Defaults { get; } = HyperparameterReader.DefaultsOf(Hyperparameters);

    /// <summary>The most iterations.</summary>
    public int Rounds { get; init; }

    public double LearningRate { get; init; }

    public int Leaves { get; init; }

    /// <summary>The fewest rows in a leaf.</summary>
    public int MinLeaf { get; init; }

    public double FeatureFraction { get; init; }

    public double RowFraction { get; init; }

    /// <summary>L2 penalty of the leaves' values.</summary>
    public double Lambda { get; init; }

    public int MaxBin { get; init; }

    /// <summary>After how many iterations without a better loss on the inner validation rows to stop; 0 uses all rounds and needs no such rows.</summary>
    public int Patience { get; init; }

    public double ValidationFraction { get; init; }

    public bool BalancedClasses { get; init; }

    /// <summary>How many components a text is reduced to.</summary>
    public int Components { get; init; }

    public NgramOptions Text { get; init; } = new();

    public static BoostingSettings Parse(IReadOnlyDictionary<string, string> given)
    {
        var reader = new HyperparameterReader(GradientBoostingTrainer.Name, given, Hyperparameters);
        var settings = new BoostingSettings
        {
            Rounds = reader.Whole("rounds"),
            LearningRate = reader.Real("learning_rate"),
            Leaves = reader.Whole("leaves"),
            MinLeaf = reader.Whole("min_leaf"),
            FeatureFraction = reader.Real("feature_fraction"),
            RowFraction = reader.Real("row_fraction"),
            Lambda = reader.Real("lambda"),
            MaxBin = reader.Whole("max_bin"),
            Patience = reader.Whole("patience"),
            ValidationFraction = reader.Real("validation_fraction"),
            BalancedClasses = reader.OneOf("class_weight", ("none", false), ("balanced", true)),
            Components = reader.Whole("components"),
            Text = new NgramOptions { MaxNgram = reader.Whole("ngram_max"), MinDocumentFrequency = reader.Whole("min_df") },
        };
        reader.End();
        return settings;
    }
}
