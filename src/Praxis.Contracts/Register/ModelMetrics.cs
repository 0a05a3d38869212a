namespace Praxis.Contracts.Register;

/// <summary>The reports attached to a model version, by what they are about.</summary>
public sealed record ModelMetrics
{
    /// <summary>How good its predictions are.</summary>
    public BaselineMetrics? ModelQuality { get; init; }

    /// <summary>What the data it was trained on looks like.</summary>
    public BaselineMetrics? ModelDataQuality { get; init; }

    /// <summary>Whether groups of people fare differently.</summary>
    public BiasMetrics? Bias { get; init; }

    /// <summary>Why it says what it says.</summary>
    public ExplainabilityMetrics? Explainability { get; init; }

    /// <summary>Every report with the family it belongs to, such as <c>bias/pre-training</c>.</summary>
    public IEnumerable<(string Family, MetricsSource Source)> All()
    {
        (string, MetricsSource?)[] all =
        [
            ("model-quality/statistics", ModelQuality?.Statistics), ("model-quality/constraints", ModelQuality?.Constraints),
            ("data-quality/statistics", ModelDataQuality?.Statistics), ("data-quality/constraints", ModelDataQuality?.Constraints),
            ("bias/report", Bias?.Report), ("bias/pre-training", Bias?.PreTrainingReport), ("bias/post-training", Bias?.PostTrainingReport),
            ("explainability/report", Explainability?.Report),
        ];
        foreach (var (family, source) in all)
            if (source is not null)
                yield return (family, source);
    }

    /// <summary>The same with a report put in the place that a family names; null where there is no such family.</summary>
    public ModelMetrics? With(string family, MetricsSource source) => family switch
    {
        "model-quality/statistics" => this with { ModelQuality = (ModelQuality ?? new()) with { Statistics = source } },
        "model-quality/constraints" => this with { ModelQuality = (ModelQuality ?? new()) with { Constraints = source } },
        "data-quality/statistics" => this with { ModelDataQuality = (ModelDataQuality ?? new()) with { Statistics = source } },
        "data-quality/constraints" => this with { ModelDataQuality = (ModelDataQuality ?? new()) with { Constraints = source } },
        "bias/report" => this with { Bias = (Bias ?? new()) with { Report = source } },
        "bias/pre-training" => this with { Bias = (Bias ?? new()) with { PreTrainingReport = source } },
        "bias/post-training" => this with { Bias = (Bias ?? new()) with { PostTrainingReport = source } },
        "explainability/report" => this with { Explainability = new(source) },
        _ => null,
    };
}
