using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Train;

/// <summary>An algorithm behind the trainer contract. Hosts register trainers; rooms know only this.</summary>
public interface ITrainer
{
    /// <summary>The algorithm's name in commands and records, for example <c>tfidf-logistic-regression</c>.</summary>
    string Algorithm { get; }

    /// <summary>What it is and when to choose it, a sentence.</summary>
    string Description => "";

    /// <summary>Whether a row may have several labels.</summary>
    bool AllowsSeveralLabels => false;

    /// <summary>Its hyper-parameters and their defaults, by name.</summary>
    IReadOnlyDictionary<string, string> Defaults { get; }

    /// <summary>Whether it learns from several columns (texts, categories and numbers together); one text otherwise.</summary>
    bool ReadsColumns => false;

    /// <summary>Its hyper-parameters with their ranges; empty where only names and defaults are known.</summary>
    IReadOnlyList<Hyperparameter> Hyperparameters => [];

    /// <summary>Checks hyper-parameters before any work and returns them under their own names; those that were not given are left out.</summary>
    /// <exception cref="UserException">A name is unknown or a value is out of its range; all of them are told.</exception>
    IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given) => HyperparameterValues.Check(this, given);

    /// <summary>
    /// Whether these hyper-parameters make it learn from lines without labels: what it trains then is no classifier, its validation rows are what the algorithm says they are,
    /// and <see cref="Load"/> refuses the model.
    /// </summary>
    bool LearnsWithoutLabels(IReadOnlyDictionary<string, string> hyperparameters) => false;

    /// <summary>
    /// Fits a model and writes it to <paramref name="model"/>. The same rows, hyper-parameters and seed give the same bytes, on any number of
    /// threads, whether or not the training was interrupted and resumed from a checkpoint.
    /// </summary>
    /// <exception cref="UserException">A hyper-parameter is unknown or out of range, or the rows cannot be learned from.</exception>
    void Train(TrainingContext context, Stream model, CancellationToken cancellationToken);

    /// <summary>Reads a model that <see cref="Train"/> wrote.</summary>
    /// <exception cref="UserException">The stream is no such model, or is damaged.</exception>
    ITextClassifier Load(Stream model);
}
