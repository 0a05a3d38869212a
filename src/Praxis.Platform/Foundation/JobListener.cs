
namespace Praxis.Platform.Foundation;

/// <summary>Hears what a job says: its log, its measures, its last words.</summary>
/// <param name="time">The clock.</param>
/// <param name="logPath">The log.</param>
/// <param name="reader">Finds measures.</param>
/// <param name="before">What was heard by an earlier owner; null where nothing was.</param>
internal sealed class JobListener(TimeProvider time, string logPath, JobMetricReader reader, JobHeard? before) : IDisposable
{
    private const int MostLast = 20;
    private readonly JobLog log = new(logPath, before?.Log);
    private readonly Lock gate = new();
    private readonly Queue<string> last = new();
    private List<JobMetric> metrics = [];
    private long output = before?.Output ?? 0;
    private long error = before?.Error ?? 0;
    private bool isClosed;

    /// <summary>Told each measure.</summary>
    public Action<JobMetric>? OnMetric { get; init; }

    /// <summary>Whether the log holds what an earlier attempt said.</summary>
    public bool HasEarlier => before is null && log.Length > 0;

    /// <summary>The last lines that were no measures.</summary>
    public IReadOnlyCollection<string> Last => last;

    public void Hear(string stream, string line, long position)
    {
        lock (gate)
        {
            if (isClosed)
                return;
            var now = time.GetUtcNow();
            log.Write(now, stream, line);
            var isMetric = reader.Read(line, stream == "stdout", now, metric =>
            {
                metrics.Add(metric);
                OnMetric?.Invoke(metric);
            });
            if (stream == "stdout")
                output = position;
            else
                error = position;
            if (isMetric)
                return;
            last.Enqueue(line);
            if (last.Count > MostLast)
                last.Dequeue();
        }
    }

    /// <summary>The measures since the last call, and how far it has heard.</summary>
    public (IReadOnlyList<JobMetric> Metrics, JobHeard Heard) Take()
    {
        lock (gate)
        {
            var taken = metrics;
            metrics = [];
            return (taken, new JobHeard(output, error, log.Length));
        }
    }

    /// <summary>Gives measures back that could not be written.</summary>
    public void PutBack(IReadOnlyList<JobMetric> taken)
    {
        lock (gate)
            metrics.InsertRange(0, taken);
    }

    /// <summary>Hears no more.</summary>
    public void Close()
    {
        lock (gate)
            isClosed = true;
    }

    public void Dispose() => log.Dispose();
}
