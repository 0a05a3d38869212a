namespace Praxis.Learning.FastText.Quantization;

/// <summary>On how many threads work runs that gives the same result on any number.</summary>
internal sealed record Parallelism(int Threads, CancellationToken CancellationToken)
{
    /// <summary>Runs over parts of [0, <paramref name="count"/>) that begin and end at multiples of <paramref name="unit"/>, or at the end.</summary>
    public void Each(int count, int unit, Action<int, int> work)
    {
        var units = (count + unit - 1) / unit;
        var parts = Math.Min(Math.Min(Threads, Environment.ProcessorCount), units);
        void Part(int part) => work((int)((long)units * part / parts) * unit, (int)Math.Min(count, (long)units * (part + 1) / parts * unit));
        if (parts <= 1)
            work(0, count);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts, CancellationToken = CancellationToken }, Part);
    }
}
