using Praxis.Contracts.Foundation;
using Praxis.Contracts.Monitor;
using Praxis.Data.Files;
using Praxis.Learning.Explain;
using Praxis.Platform.Evaluate;
using Praxis.Platform.Monitor;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>DATA_BIAS, MODEL_BIAS and MODEL_EXPLAINABILITY: the analysis that <c>praxis evaluate --config</c> and <c>praxis analyze bias --config</c> make.</summary>
internal static class ClarifyWork
{
    public static (IReadOnlyList<(string Name, string Content)> Files, IReadOnlyList<ConstraintViolation> Violations) Run(CheckData data, CheckRequest request, TextWriter output, CancellationToken cancellationToken)
    {
        var config = Asked(request.Type, AnalysisConfigReader.Read(data.AnalysisConfig() ?? throw new UserException(new Problem { Type = "incomplete-analysis-config", Found = "there is no analysis config", Remedy = "Give the step label, positive and facet, or config" })));
        if ((config.FacetDatasetUri ?? config.PredictedLabelDatasetUri) is not null)
            throw new UserException(new Problem { Type = "incomplete-analysis-config", Found = "a second file is named, and a check reads one", Where = "facet_dataset_uri, predicted_label_dataset_uri", Remedy = "Join the columns in a Processing step before" });
        var baseline = request.Compares ? data.Baseline(CheckTypes.ConstraintsFile(request.Type)) ?? throw DataQualityWork.Missing() : null;
        var needsModel = config.Shap is not null || (config.PostTraining is not null && config.PredictedLabel is null);
        AnalysisTable table;
        using (var view = data.Open(Reading(config), cancellationToken))
            table = AnalysisTable.Read(view, config.Headers, cancellationToken);

        // What the model predicts are classes of its label map, so that the truth has to be in them too.
        if (needsModel && config.Label is not null && data.Card is { LabelMap: { } map, Label: { } label } && table.Resolve(config.Label, "label") == label)
            table = table.With(label, LabelMap.Parse(map).Map);
        var result = AnalysisJob.Run(config, table, needsModel ? data.Model() : null, null, cancellationToken);
        foreach (var finding in result.Bias.Select(BiasSection.Finding))
            output.WriteLine(SafeText.Line(finding, 300));
        var files = AnalysisFiles.Of(result);
        var analysis = files.First(file => file.Name == CheckTypes.ConstraintsFile(request.Type)).Content;
        return (files, baseline is null ? [] : request.Type switch
        {
            CheckTypes.DataBias => BiasCheck.Run(analysis, baseline, BiasCheck.PreTraining),
            CheckTypes.ModelBias => BiasCheck.Run(analysis, baseline, BiasCheck.PostTraining),
            _ => AttributionCheck.Run(analysis, baseline),
        });
    }

    // A config may ask for more than the check is of; what it does not ask is asked in full.
    private static AnalysisConfig Asked(string type, AnalysisConfig config) => config with
    {
        PreTraining = type == CheckTypes.DataBias ? config.PreTraining ?? [] : null,
        PostTraining = type == CheckTypes.ModelBias ? config.PostTraining ?? [] : null,
        Shap = type == CheckTypes.Explainability ? config.Shap ?? new TextExplanationOptions() : null,
        PartialDependence = type == CheckTypes.Explainability ? config.PartialDependence : null,
    };

    private static ReadOptions Reading(AnalysisConfig config) => new()
    {
        Format = config.DatasetType switch { "text/csv" => config.Headers is null ? null : "csv", "application/jsonlines" => "jsonl", _ => "parquet" },
        HasHeader = config.DatasetType == "text/csv" && config.Headers is not null ? false : null,
    };
}
