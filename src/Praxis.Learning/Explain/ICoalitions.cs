namespace Praxis.Learning.Explain;

/// <summary>What a model says when only some features of an instance are known.</summary>
public interface ICoalitions
{
    /// <summary>Features of the instance.</summary>
    int Features { get; }

    /// <summary>Outputs of the model.</summary>
    int Outputs { get; }

    /// <summary>Writes the outputs with the features of <paramref name="present"/> known and the others not.</summary>
    /// <param name="present"><c>[features]</c></param>
    /// <param name="outputs"><c>[outputs]</c></param>
    void Evaluate(ReadOnlySpan<bool> present, Span<double> outputs);
}
