namespace Praxis.Cli.Tests;

/// <summary>A workspace with the model <c>shop</c>, for tests that only ask it.</summary>
public sealed class TrainedShop : IDisposable
{
    public TrainedShop()
    {
        var ended = Praxis.Run("train", Praxis.Write("train.txt", TrainTests.Lines(60)), "--name", "shop", "--algorithm", "tfidf-logistic-regression", "--threads", "1");
        Assert.True(ended.Code == 0, ended.Error);
    }

    internal PraxisProgram Praxis { get; } = new();

    public void Dispose() => Praxis.Dispose();
}
