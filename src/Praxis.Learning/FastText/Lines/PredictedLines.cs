using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Answers each line with a line of its best labels, as <c>predict</c> and <c>predict-prob</c> do.</summary>
internal sealed class PredictedLines(FastTextModel model, LinePredictor predictor, AnswerBuffer answers, LabelQuestion question, bool withProbabilities) : ILineTaker
{
    private readonly int firstLabel = model.Dictionary.Words;

    public void TakeLine()
    {
        if (predictor.Features.Count > 0)
        {
            var isFirst = true;
            foreach (var (score, label) in predictor.Best(question.MostLabels(model), question.Threshold))
            {
                if (!isFirst)
                    answers.Write((byte)' ');
                isFirst = false;
                answers.Write(model.Dictionary.Text(firstLabel + label));
                if (!withProbabilities)
                    continue;
                answers.Write((byte)' ');
                answers.Write(MathF.Exp(score), 6);
            }
        }

        answers.Write((byte)'\n');
    }

    public void Flush() => answers.Flush();
}
