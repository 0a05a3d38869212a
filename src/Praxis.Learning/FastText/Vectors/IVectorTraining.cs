namespace Praxis.Learning.FastText.Vectors;

/// <summary>The passes of one thread over a text for word vectors.</summary>
internal interface IVectorTraining : IDisposable
{
    /// <summary>Takes lines from a place of the text on, round and round, until the schedule is over.</summary>
    void Run(nint place, CancellationToken cancellationToken);
}
