namespace Praxis.Contracts.Train;

/// <summary>What a trainer is given by its host. A trainer opens no file and reads no clock.</summary>
public sealed record TrainingContext
{
    /// <summary>Opens the training rows from the start; may be called more than once.</summary>
    public required Func<IEnumerable<LabeledText>> Train { get; init; }

    /// <summary>Opens the validation rows; null where there are none.</summary>
    public Func<IEnumerable<LabeledText>>? Validation { get; init; }

    /// <summary>The columns of the rows, the first of them <see cref="LabeledText.Text"/>; more than one only for a trainer that <see cref="ITrainer.ReadsColumns"/>.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; init; } = FeatureColumn.OneText;

    /// <summary>What differs from <see cref="ITrainer.Defaults"/>.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Seed of everything random.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may compute.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Where checkpoints are kept.</summary>
    public ICheckpoints? Checkpoints { get; init; }

    /// <summary>Opens another file of the result beside the model, by its name; null where the host keeps none.</summary>
    public Func<string, Stream>? CreateFile { get; init; }

    /// <summary>Told each metric: name (<c>train:loss</c>, <c>validation:accuracy</c>), value, step.</summary>
    public Action<string, double, long>? Report { get; init; }
}
