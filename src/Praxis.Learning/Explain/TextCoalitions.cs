using System.Text;

namespace Praxis.Learning.Explain;

/// <summary>Coalitions of a text's units: what is absent is replaced by the baseline; what stands between units stays.</summary>
internal sealed class TextCoalitions(TextModel model, int outputs, string text, IReadOnlyList<TextUnit> units, string baseline, bool useLogit, CancellationToken cancellationToken) : ICoalitions
{
    private readonly StringBuilder builder = new(text.Length);

    public int Features => units.Count;

    public int Outputs => outputs;

    public void Evaluate(ReadOnlySpan<bool> present, Span<double> outputs)
    {
        cancellationToken.ThrowIfCancellationRequested();
        builder.Clear();
        var at = 0;
        for (var i = 0; i < units.Count; i++)
        {
            if (present[i])
                continue;
            builder.Append(text.AsSpan(at, units[i].Start - at)).Append(baseline);
            at = units[i].End;
        }

        builder.Append(text.AsSpan(at));
        model(builder.ToString(), outputs);
        if (useLogit)
            Logit.InPlace(outputs);
    }
}
