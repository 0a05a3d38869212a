using System.Globalization;
using Praxis.Contracts.Evaluate;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Bias;
using Praxis.Learning.Explain;

namespace Praxis.Platform.Evaluate;

/// <summary>Runs what an <c>analysis_config.json</c> asks for: bias before and after training, explanations.</summary>
public static class AnalysisJob
{
    /// <summary>Runs it.</summary>
    /// <param name="config">What is asked.</param>
    /// <param name="table">The dataset.</param>
    /// <param name="model">The model, where the config names one: its id, algorithm, and the column that holds its text.</param>
    /// <param name="progress">Told the texts explained.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="UserException">A column is not there, or what is asked needs what the config does not give.</exception>
    public static AnalysisResult Run(AnalysisConfig config, AnalysisTable table, (string Id, string Algorithm, string? Text, ITextClassifier Classifier)? model, Action<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(table);
        var asksModel = config.Shap is not null || (config.PostTraining is not null && config.PredictedLabel is null);
        var isWide = model is { Classifier.Columns.Count: > 1 };
        var text = model is null || !asksModel ? null : isWide ? null : TextColumn(config, table, model.Value.Text);
        IReadOnlyList<Instance?>? instances = model is { } known && (isWide || text is not null) ? Instances(table, ModelColumns.NamesOf(known.Classifier, text ?? "")) : null;
        var bias = config.PreTraining is null && config.PostTraining is null ? [] : Bias(config, table, model?.Classifier, instances, cancellationToken);
        ExplanationReport? explanations = null;
        if (config.Shap is { } shap)
        {
            if (model is not { } own)
                throw Missing("methods.shap needs a model", "predictor.model_name");
            var label = config.Label is { } name ? table.Resolve(name, "label") : null;
            var rows = instances!.Select((instance, i) => (Instance: instance, Label: label is null ? null : table[label][i])).Where(row => row.Instance is not null).Select(row => (row.Instance!.Value, row.Label)).ToList();
            explanations = isWide
                ? ColumnExplainer.Explain((own.Id, own.Algorithm), own.Classifier, rows, [.. rows.Select(row => row.Value)], shap, config.Aggregation, progress, cancellationToken)
                : Explainer.Explain((own.Id, own.Algorithm), own.Classifier, [.. rows.Select(row => (row.Value.Text, row.Label))], shap, config.Aggregation, config.MaxTopTokens, progress, cancellationToken);
        }

        return new AnalysisResult
        {
            Config = config,
            Rows = table.Rows,
            Bias = bias,
            Explanations = explanations,
            PartialDependence = Dependence(config, table, model?.Classifier, text, instances, explanations, cancellationToken),
        };
    }

    private static List<PartialDependenceCurve> Dependence(
        AnalysisConfig config, AnalysisTable table, ITextClassifier? model, string? text, IReadOnlyList<Instance?>? instances, ExplanationReport? explanations, CancellationToken cancellationToken)
    {
        if (config.PartialDependence is not { } asked)
            return [];
        var names = asked.Select(name => table.Resolve(name, "methods.pdp.features")).ToList();
        if (model is not { Columns.Count: > 1 } || instances is null)
            return [.. (names.Count > 0 ? names : text is null ? [] : [text]).Select(name => new PartialDependenceCurve(new ExplainedFeature(name, FeatureType.Text), [], [], [], [], name == text ? "partial dependence of a text is not defined" : "the model does not look at this column"))];
        if (names.Count == 0)
            names = [.. model.Columns.Where(column => column.Kind != FeatureKind.Text).Select(column => column.Name).OrderByDescending(name => Importance(explanations, name)).Take(config.TopFeatures)];
        var rows = new ColumnDependence(model, instances.Where(instance => instance is not null).Select(instance => instance!.Value));
        return [.. names.Select(name => rows.Of(name, config.GridResolution, cancellationToken))];
    }

    // Of the label for which the column matters most; columns keep their order where nothing was explained.
    private static double Importance(ExplanationReport? explanations, string name) =>
        explanations is null ? 0 : explanations.Top.Max(label => label.Where(unit => unit.Unit == name).Select(unit => Math.Abs(unit.Importance)).FirstOrDefault());

    private static List<Instance?> Instances(AnalysisTable table, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => table[table.Resolve(name, "the model's columns")]).ToList();
        int[] places = [.. Enumerable.Range(0, columns.Count)];
        return [.. Enumerable.Range(0, table.Rows).Select(row => ModelColumns.InstanceOf([.. columns.Select(column => column[row])], places))];
    }

    private static List<BiasAnalysis> Bias(AnalysisConfig config, AnalysisTable table, ITextClassifier? model, IReadOnlyList<Instance?>? instances, CancellationToken cancellationToken)
    {
        if (config.Label is not { } labelName)
            throw Missing("bias needs the observed label", "label");
        if (config.Positive.Count == 0)
            throw Missing("bias needs what counts as positive", "label_values_or_threshold");
        if (config.Facets.Count == 0)
            throw Missing("bias needs a facet", "facet");
        var label = table.Resolve(labelName, "label");
        var columns = table.Names.Select(name => BiasColumn.FromText(name, table[name])).ToList();
        string? predicted = null;
        if (config.PredictedLabel is { } own)
        {
            predicted = table.Resolve(own, "predicted_label");
            var place = columns.FindIndex(column => column.Name == predicted);
            columns[place] = Thresholded(columns[place], config.ProbabilityThreshold);
        }
        else if (model is not null && instances is not null && config.PostTraining is not null)
        {
            predicted = Unused(table, "predicted " + label);
            columns.Add(BiasColumn.FromText(predicted, Predict(model, instances, cancellationToken)));
        }

        if (config.PostTraining is not null && predicted is null)
            throw Missing("bias after training needs predictions", "predicted_label or predictor.model_name");
        var analyses = new List<BiasAnalysis>();
        foreach (var (facet, values) in config.Facets)
        {
            try
            {
                var analysis = BiasAnalyzer.Analyze(
                    new BiasRequest
                    {
                        Columns = columns,
                        Label = label,
                        Positive = config.Positive,
                        Facet = table.Resolve(facet, "facet"),
                        FacetValues = values,
                        Predicted = config.PostTraining is null ? null : predicted,
                        Group = config.Group is { } group ? table.Resolve(group, "group_variable") : null,
                    },
                    cancellationToken);
                analyses.Add(analysis with { PreTraining = Only(analysis.PreTraining, config.PreTraining), PostTraining = analysis.PostTraining is { } after ? Only(after, config.PostTraining) : null });
            }
            catch (FormatException error)
            {
                throw new UserException(new Problem { Type = "unreadable-label", Found = $"the label cannot be read: {SafeText.Line(error.Message, 200)}", Where = "label_values_or_threshold" }, error);
            }
        }

        return analyses;
    }

    private static BiasPart Only(BiasPart part, IReadOnlyList<string>? names) => names is null or { Count: 0 }
        ? part
        : part with { Facets = [.. part.Facets.Select(facet => facet with { Metrics = [.. facet.Metrics.Where(metric => names.Contains(metric.Name))] })] };

    private static BiasColumn Thresholded(BiasColumn column, double? threshold) => threshold is not { } least || column.Type != BiasColumnType.Real
        ? column
        : new BiasColumn(column.Name, BiasColumnType.Whole, [.. column.Values.Select(value => value is { Number: { } score } ? BiasValue.Of(score > least ? 1L : 0L) : (BiasValue?)null)]);

    private static string?[] Predict(ITextClassifier model, IReadOnlyList<Instance?> instances, CancellationToken cancellationToken)
    {
        var said = new string?[instances.Count];
        ModelColumns.ForEachRow(
            said.Length,
            row =>
            {
                if (instances[row] is not { } instance)
                    return;
                var probabilities = new double[model.Labels.Count];
                model.Predict(instance, probabilities);
                said[row] = model.Labels[Array.IndexOf(probabilities, probabilities.Max())];
            },
            cancellationToken);
        return said;
    }

    // The column that the training named, else the only one that the config leaves.
    private static string TextColumn(AnalysisConfig config, AnalysisTable table, string? trained)
    {
        if (trained is not null && table.Names.Contains(trained))
            return trained;
        string?[] used = [config.Label, config.PredictedLabel, config.Group, .. config.Facets.Select(facet => facet.Column), .. config.Excluded];
        var named = used.OfType<string>().Select(name => table.Resolve(name, "analysis config")).ToHashSet(StringComparer.Ordinal);
        var left = table.Names.Where(name => !named.Contains(name)).ToList();
        return left.Count == 1 ? left[0] : throw new UserException(new Problem
        {
            Type = "text-not-found",
            Found = $"which column holds the model's text cannot be told: {string.Join(", ", left.Take(10).Select(name => SafeText.Line(name, 40)))}",
            Where = "analysis config",
            Remedy = "Name the others in excluded_columns",
        });
    }

    private static string Unused(AnalysisTable table, string name)
    {
        var own = name;
        for (var i = 2; table.Names.Contains(own); i++)
            own = string.Create(CultureInfo.InvariantCulture, $"{name} {i}");
        return own;
    }

    private static UserException Missing(string what, string key) => new(new Problem { Type = "incomplete-analysis-config", Found = what, Where = "analysis config", Remedy = $"Add {key}" });
}
