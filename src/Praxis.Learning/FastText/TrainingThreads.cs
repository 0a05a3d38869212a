using System.Runtime.ExceptionServices;

namespace Praxis.Learning.FastText;

/// <summary>Runs the threads of a lock-free training (F. Niu et al., 2011, "Hogwild!"); the first failure ends them all and is told.</summary>
internal static class TrainingThreads
{
    public static void Run(int count, Action<int> work, Schedule schedule)
    {
        ExceptionDispatchInfo? failure = null;
        var threads = Enumerable.Range(0, count).Select(k => new Thread(() =>
        {
            try
            {
                work(k);
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
                schedule.IsBroken = true;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        failure?.Throw();
    }
}
