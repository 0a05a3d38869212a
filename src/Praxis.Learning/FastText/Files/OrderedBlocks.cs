using System.Runtime.ExceptionServices;

namespace Praxis.Learning.FastText.Files;

/// <summary>Makes numbered blocks on all cores and hands them on one by one, in order.</summary>
internal static class OrderedBlocks
{
    /// <summary>Makes and hands on each block.</summary>
    /// <param name="count">Number of blocks.</param>
    /// <param name="start">A maker, one a thread.</param>
    /// <param name="make">Makes a block; runs beside others.</param>
    /// <param name="handOn">Takes the block that was made; runs alone, in order.</param>
    public static void Run<TMaker>(int count, Func<TMaker> start, Action<TMaker, int> make, Action<TMaker, int> handOn)
    {
        var (next, turn) = (-1, 0);
        var gate = new object();
        ExceptionDispatchInfo? failure = null;
        void Work()
        {
            try
            {
                var maker = start();
                for (var block = Interlocked.Increment(ref next); block < count; block = Interlocked.Increment(ref next))
                {
                    make(maker, block);
                    lock (gate)
                    {
                        while (turn != block && failure is null)
                            Monitor.Wait(gate);
                        if (failure is not null)
                            return;
                        handOn(maker, block);
                        turn++;
                        Monitor.PulseAll(gate);
                    }
                }
            }
            catch (Exception error)
            {
                lock (gate)
                {
                    failure ??= ExceptionDispatchInfo.Capture(error);
                    Monitor.PulseAll(gate);
                }
            }
        }

        var helpers = new Thread[Math.Max(0, Math.Min(count, Environment.ProcessorCount) - 1)];
        for (var i = 0; i < helpers.Length; i++)
            (helpers[i] = new Thread(Work)).Start();
        Work();
        foreach (var helper in helpers)
            helper.Join();
        failure?.Throw();
    }
}
