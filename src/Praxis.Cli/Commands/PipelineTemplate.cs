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
}
