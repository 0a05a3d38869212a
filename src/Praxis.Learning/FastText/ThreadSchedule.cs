namespace Praxis.Learning.FastText;

/// <summary>One thread's share of a <see cref="Schedule"/>.</summary>
internal struct ThreadSchedule
{
    private const int TellEvery = 256;
    private readonly Schedule schedule;
    private long done;
    private long local;
    private int tellings;
    private float loss;
    private long examples;

    public ThreadSchedule(Schedule schedule)
    {
        this.schedule = schedule;
        done = schedule.Done;
        SetRate();
    }

    /// <summary>The rate of the line at hand.</summary>
    public float Rate { get; private set; }

    public readonly bool IsOver => done >= schedule.Planned || schedule.IsBroken;

    public void AddLoss(float value)
    {
        loss += value;
        examples++;
    }

    /// <summary>Counts a line's tokens; true now and then, when it is time to look at the outer world.</summary>
    public bool Advance(long tokens)
    {
        local += tokens;
        if (local <= schedule.Update)
            return false;
        done = schedule.Add(local);
        local = 0;
        SetRate();
        if (++tellings % TellEvery != 0)
            return false;
        schedule.Tell(AverageLoss);
        return true;
    }

    public readonly void Finish() => schedule.Tell(AverageLoss);

    private readonly double AverageLoss => examples == 0 ? -1 : loss / examples;

    private void SetRate() => Rate = (float)(schedule.LearningRate * (1.0 - (float)done / (float)schedule.Planned));
}
