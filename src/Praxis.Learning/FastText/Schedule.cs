namespace Praxis.Learning.FastText;

/// <summary>
/// The learning rate, which falls in a line to zero over the planned tokens. Threads count for themselves and tell now and then, so the rate changes only between lines,
/// and training ends at the first telling that reaches the plan, as in the original.
/// </summary>
internal sealed class Schedule(long planned, double learningRate, int update, Action<TrainingProgress>? onProgress)
{
    private long done;

    public long Done => Interlocked.Read(ref done);

    public double LearningRate { get; } = learningRate;

    /// <summary>Tokens between two tellings of a thread.</summary>
    public int Update { get; } = update;

    public long Planned { get; } = planned;

    /// <summary>The average loss that the first thread last told.</summary>
    public double Loss { get; private set; } = -1;

    /// <summary>Set where a thread failed, so that the others end.</summary>
    public bool IsBroken { get; set; }

    /// <summary>A thread's share; tells that nothing is done yet, so that a listener's clock starts with the first pass.</summary>
    public ThreadSchedule Begin()
    {
        if (Done == 0)
            Tell(-1);
        return new ThreadSchedule(this);
    }

    public long Add(long tokens) => Interlocked.Add(ref done, tokens);

    public void Tell(double loss)
    {
        Loss = loss;
        var fraction = Planned == 0 ? 1 : Math.Min(1, (double)Done / Planned);
        onProgress?.Invoke(new TrainingProgress(fraction, LearningRate * (1 - fraction), loss, Done));
    }
}
