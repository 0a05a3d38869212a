using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.FastText.Lines;

/// <summary>Answers each line of a classifier's text with its vector, the mean of the rows of its features.</summary>
internal sealed class SentenceLines(LinePredictor predictor, AnswerBuffer answers) : ILineTaker
{
    public void TakeLine()
    {
        if (predictor.Features.Count == 0)
            predictor.Hidden.Clear();
        else
            predictor.Average();
        answers.WriteVector(predictor.Hidden);
        answers.Write((byte)'\n');
    }

    public void Flush() => answers.Flush();
}
