using Praxis.Learning.Tabular;
using Praxis.Learning.Text;

namespace Praxis.Learning.Trees;

/// <summary>The hyper-parameters of gradient boosting, checked.</summary>
internal sealed record BoostingSettings
{
    public static readonly IReadOnlyDictionary<string, string> Defaults = new Dictionary<string, string>
    {
        ["rounds"] = "1000",
        ["learning_rate"] = "0.05",
        ["leaves"] = "31",
        ["min_leaf"] = "20",
        ["feature_fraction"] = "0.5",
        ["row_fraction"] = "0.8",
        ["lambda"] = "1",
        ["max_bin"] = "255",
        ["patience"] = "50",
        ["validation_fraction"] = "0.15",
        ["class_weight"] = "none",
        ["components"] = "100",
        ["ngram_max"] = "2",
        ["min_df"] = "2",
    };

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
        var reader = new HyperparameterReader(GradientBoostingTrainer.Name, given, Defaults);
        var settings = new BoostingSettings
        {
            Rounds = reader.Whole("rounds", 1, 100_000),
            LearningRate = reader.Real("learning_rate", 1e-6, 1),
            Leaves = reader.Whole("leaves", 2, 100_000),
            MinLeaf = reader.Whole("min_leaf", 1, 1_000_000),
            FeatureFraction = reader.Real("feature_fraction", 1e-3, 1),
            RowFraction = reader.Real("row_fraction", 1e-3, 1),
            Lambda = reader.Real("lambda", 0, 1e9),
            MaxBin = reader.Whole("max_bin", 2, 65_535),
            Patience = reader.Whole("patience", 0, 100_000),
            ValidationFraction = reader.Real("validation_fraction", 0.01, 0.5),
            BalancedClasses = reader.OneOf("class_weight", ("none", false), ("balanced", true)),
            Components = reader.Whole("components", 1, 2_000),
            Text = new NgramOptions { MaxNgram = reader.Whole("ngram_max", 1, 3), MinDocumentFrequency = reader.Whole("min_df", 1, 1_000_000) },
        };
        reader.End();
        return settings;
    }
}
