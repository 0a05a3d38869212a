using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Tabular;

namespace Praxis.Learning.Ensembles;

/// <summary>Members, the factor that calibrates each, and the weights that make one answer of theirs; no weights for the mean of their probabilities.</summary>
internal sealed class EnsembleModel(MemberSet members, double[] temperatures, StackingWeights? weights) : ITextClassifier
{
    public IReadOnlyList<string> Labels => members.Labels;

    public IReadOnlyList<FeatureColumn> Columns => members.Columns;

    public void Predict(string text, Span<double> probabilities) => Predict(new Instance(text), probabilities);

    public void Predict(Instance instance, Span<double> probabilities)
    {
        if (probabilities.Length != Labels.Count)
            throw new ArgumentException($"{Labels.Count} probabilities are to be written, not {probabilities.Length}", nameof(probabilities));
        var logs = new double[temperatures.Length * Labels.Count];
        instance.CheckColumns(Columns);
        members.Scores(instance, logs);
        Calibrate(logs, temperatures, Labels.Count);
        Combine(logs, weights, probabilities);
    }

    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        return members.TellingFeatures(most);
    }

    /// <summary>Scores of one row, <c>[members, classes]</c>, become log-probabilities in place.</summary>
    public static void Calibrate(Span<double> scores, ReadOnlySpan<double> temperatures, int classCount)
    {
        for (var m = 0; m < temperatures.Length; m++)
        {
            var own = scores.Slice(m * classCount, classCount);
            Temperature.LogProbabilities(own, temperatures[m], own);
        }
    }

    /// <summary>The members' log-probabilities become one answer.</summary>
    public static void Combine(ReadOnlySpan<double> logs, StackingWeights? weights, Span<double> probabilities)
    {
        if (weights is not null)
        {
            weights.Predict(logs, probabilities);
            return;
        }

        probabilities.Clear();
        for (var j = 0; j < logs.Length; j++)
            probabilities[j % probabilities.Length] += Math.Exp(logs[j]);
        var sum = 0.0;
        foreach (var probability in probabilities)
            sum += probability;
        foreach (ref var probability in probabilities)
            probability /= sum;
    }

    public void Save(Stream stream) => ModelFile.Save(stream, EnsembleTrainer.Name, writer =>
    {
        members.Save(writer);
        writer.Write(temperatures);
        writer.Write(weights is null ? 0 : 1);
        if (weights is not null)
            writer.Write(weights.Values);
    });

    public static EnsembleModel Load(Stream stream) => ModelFile.Load(stream, EnsembleTrainer.Name, Read);

    private static EnsembleModel Read(ref ByteReader reader)
    {
        var members = MemberSet.Load(ref reader);
        var classCount = members.Labels.Length;
        var temperatures = reader.Read<double>(members.Recipes.Count).ToArray();
        if (temperatures.Any(factor => !double.IsFinite(factor) || factor <= 0))
            throw new FormatException("a temperature is no positive number");
        StackingWeights? weights = null;
        if (reader.Number(0, 1) == 1)
        {
            weights = new StackingWeights { ClassCount = classCount, Values = reader.Read<double>(checked(((members.Recipes.Count * classCount) + 1) * classCount)).ToArray() };
            if (weights.Values.Any(value => !double.IsFinite(value)))
                throw new FormatException("a weight is no number");
        }

        return new EnsembleModel(members, temperatures, weights);
    }
}
