namespace Praxis.Cli.Commands;

/// <summary>The pipeline that <c>praxis pipeline new</c> writes.</summary>
internal static class PipelineTemplate
{
    public const string Text = """
        # What runs:      praxis pipeline start pipeline.yaml
        # Another value:  praxis pipeline start pipeline.yaml --set c=0.5
        pipeline: reviews
        parameters:
          data: reviews.csv            # a path, or dataset://NAME
          c: 1.0                       # the lower, the simpler the model
          min-accuracy: 0.6
        steps:
          - name: Prepare
            type: Processing
            run: praxis/prepare-reviews
            arguments: [--train-split-percentage, 0.9]
            inputs: {raw: "${data}"}
            outputs: [sentiment-train, sentiment-validation, sentiment-test]
            cache: P30D

          - name: Train
            type: Training
            algorithm: tfidf-logistic-regression
            text: review_body
            label: sentiment
            hyperparameters: {C: "${c}"}
            channels:
              train: ${Prepare.sentiment-train}
              validation: ${Prepare.sentiment-validation}
            cache: P30D

          - name: EvaluateModel
            type: Evaluate
            model: ${Train.model}
            data: ${Prepare.sentiment-test}
            cache: P30D

          - name: AccuracyCondition
            type: Condition
            if: ${EvaluateModel.accuracy} >= ${min-accuracy}
            then:
              - name: RegisterModel
                type: RegisterModel
                group: reviews
                model: ${Train.model}
                evaluation: ${EvaluateModel.metrics}
              - name: CreateModel
                type: Model
                model: ${Train.model}

        """;

    /// <summary>The one that it writes with <c>--checks</c>.</summary>
    public const string Checked = """
        # The first run makes the baseline:   praxis pipeline start checked.yaml --set first-run=true
        # Later ones are compared with it:    praxis pipeline start checked --set first-run=false
        pipeline: checked
        parameters:
          data: reviews.csv            # a path, or dataset://NAME
          c: 1.0                       # the lower, the simpler the model
          first-run: {type: Boolean}   # no default: the start must say it
        steps:
          - name: DataQuality
            type: QualityCheck
            check: data-quality
            data: ${data}
            group: checked             # compared with the newest approved version of this group
            skip-check: ${first-run}
            register-new-baseline: ${first-run}
            cache: P30D

          - name: DataBias
            type: BiasCheck
            check: data-bias
            data: ${data}
            label: Rating
            positive: [4, 5]
            facet: Class Name
            group: checked
            skip-check: ${first-run}
            register-new-baseline: ${first-run}
            cache: P30D

          - name: Train
            type: Training
            algorithm: tfidf-logistic-regression
            text: Review Text
            label: Rating
            label-map: "1,2=-1;3=0;4,5=1"
            hyperparameters: {C: "${c}"}
            channels: {train: "${data}"}
            cache: P30D

          - name: ModelQuality
            type: QualityCheck
            check: model-quality
            data: ${data}              # better: rows that the model has not seen
            model: ${Train.model}
            group: checked
            skip-check: ${first-run}
            register-new-baseline: ${first-run}
            fail-on-violation: false
            cache: P30D

          - name: ModelBias
            type: BiasCheck
            check: model-bias
            data: ${data}
            model: ${Train.model}
            label: Rating
            positive: 1
            facet: Class Name
            group: checked
            skip-check: ${first-run}
            register-new-baseline: ${first-run}
            fail-on-violation: false
            cache: P30D

          - name: Gate
            type: Condition
            if: ${ModelQuality.violations} == 0
            then:
              - name: Register
                type: RegisterModel
                group: checked
                model: ${Train.model}
                checks: [DataQuality, DataBias, ModelQuality, ModelBias]
                status: Approved

        """;
}
