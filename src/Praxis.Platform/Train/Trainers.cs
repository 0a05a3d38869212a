using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>The trainers that a host registered.</summary>
public sealed class Trainers(IEnumerable<ITrainer> trainers)
{
    private readonly Dictionary<string, ITrainer> byName = trainers.ToDictionary(trainer => trainer.Algorithm, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<ITrainer> All => [.. byName.Values.OrderBy(trainer => trainer.Algorithm, StringComparer.Ordinal)];

    /// <summary>The names of the algorithms that learn from several columns.</summary>
    public IReadOnlyList<string> ReadingColumns => [.. byName.Values.Where(trainer => trainer.ReadsColumns).Select(trainer => trainer.Algorithm).Order(StringComparer.Ordinal)];

    /// <summary>The trainer of an algorithm.</summary>
    /// <exception cref="UserException">No such algorithm.</exception>
    public ITrainer this[string algorithm] => byName.TryGetValue(algorithm, out var trainer)
        ? trainer
        : throw new UserException(new Problem
        {
            Type = "unknown-algorithm",
            Found = $"there is no algorithm '{SafeText.Line(algorithm, 60)}'",
            Expected = string.Join(", ", byName.Keys.Order(StringComparer.Ordinal)),
            Remedy = NearestName.Suggestion(algorithm, byName.Keys),
        });
}
