using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;
using Praxis.Learning.Tabular;

namespace Praxis.Learning.Ensembles;

/// <summary>
/// Several algorithms that answer together: each row's answer by members that did not see the row (out-of-fold) teaches how far to trust which member. All of it
/// comes from the training rows. There is no checkpoint: an interrupted training begins anew.
/// </summary>
public sealed class EnsembleTrainer : ITrainer
{
    internal const string Name = "ensemble";

    /// <inheritdoc/>
    public string Algorithm => Name;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Defaults => EnsembleSettings.Defaults;

    /// <inheritdoc/>
    public IReadOnlyList<Hyperparameter> Hyperparameters => EnsembleSettings.Hyperparameters;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        EnsembleSettings.Parse(given);
        return given;
    }

    /// <inheritdoc/>
    public bool ReadsColumns => true;

    /// <inheritdoc/>
    public void Train(TrainingContext context, Stream model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        var settings = EnsembleSettings.Parse(context.Hyperparameters);
        var rows = LabeledRows.Read(context, cancellationToken);
        var recipes = Recipes(settings, rows.Labels);
        CheckRows(rows);
        var scores = OutOfFold(recipes, rows, settings, context.Seed, context.Threads, cancellationToken);
        var (count, width) = (rows.Labels.Length, recipes.Length * rows.Labels.Length);
        var temperatures = new double[recipes.Length];
        for (var m = 0; m < recipes.Length; m++)
        {
            var own = MemberScores(scores, m, count, width);
            temperatures[m] = Temperature.Fit(own, rows.Classes, count);
            context.Report?.Invoke($"out-of-fold:{recipes[m].Name}:accuracy", Accuracy(own, rows.Classes, count), m);
        }

        for (var row = 0; row < rows.Classes.Length; row++)
            EnsembleModel.Calibrate(scores.AsSpan(row * width, width), temperatures, count);
        var weights = settings.Method == EnsembleMethod.Stacking ? StackingWeights.Fit(scores, rows.Classes, count, context.Seed, cancellationToken) : null;
        new EnsembleModel(MemberSet.Fit(recipes, rows, settings, context.Seed, context.Threads, cancellationToken), temperatures, weights).Save(model);
    }

    /// <inheritdoc/>
    public ITextClassifier Load(Stream model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return EnsembleModel.Load(model);
    }

    /// <summary>The members' scores of every row, each by members fitted to the folds without it, <c>[rows, members, classes]</c>.</summary>
    internal static double[] OutOfFold(MemberRecipe[] recipes, LabeledRows rows, EnsembleSettings settings, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var fold = StratifiedFolds.Deal(rows.Classes, rows.Labels.Length, settings.Folds, seed);
        var width = recipes.Length * rows.Labels.Length;
        var scores = new double[checked(rows.Classes.Length * width)];
        FixedChunks.For(threads, settings.Folds, f =>
        {
            int[] seen = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] != f)];
            int[] unseen = [.. Enumerable.Range(0, fold.Length).Where(row => fold[row] == f)];
            if (unseen.Length == 0)
                return;
            var members = MemberSet.Fit(recipes, rows.Take(seen), settings, seed, 1, cancellationToken);
            var own = members.Scores([.. unseen.Select(row => rows.Instances[row])], 1);
            for (var i = 0; i < unseen.Length; i++)
                own.AsSpan(i * width, width).CopyTo(scores.AsSpan(unseen[i] * width, width));
        });
        return scores;
    }

    // Each fold's members must see two labels.
    private static void CheckRows(LabeledRows rows)
    {
        if (rows.Classes.CountBy(k => k).Count(label => label.Value >= 2) < 2)
            throw new UserException(new Problem
            {
                Type = "too-few-rows",
                Found = $"fewer than two labels have two rows among the {rows.Classes.Length} training rows",
                Expected = "at least two labels with two rows each",
                Remedy = "Add rows, or choose an algorithm that needs no folds",
            });
    }

    // A member for ordered labels has no place where they have no order.
    private static MemberRecipe[] Recipes(EnsembleSettings settings, string[] labels)
    {
        var isOrdered = LabelOrder.Of(labels) is not null;
        MemberRecipe[] recipes = [.. settings.Members.Select(name => MemberRecipe.All.First(recipe => recipe.Name == name)).Where(recipe => isOrdered || !recipe.NeedsOrder)];
        return recipes.Length > 0 ? recipes : throw new UserException(new Problem
        {
            Type = "no-order",
            Found = "models names only 'ordinal', and the labels are not at least three numbers",
            Remedy = "Name other models",
        });
    }

    private static double[] MemberScores(double[] scores, int member, int classCount, int width)
    {
        var own = new double[scores.Length / width * classCount];
        for (var row = 0; row < own.Length / classCount; row++)
            scores.AsSpan((row * width) + (member * classCount), classCount).CopyTo(own.AsSpan(row * classCount));
        return own;
    }

    private static double Accuracy(double[] scores, int[] classes, int classCount)
    {
        var right = 0;
        for (var row = 0; row < classes.Length; row++)
        {
            var own = scores.AsSpan(row * classCount, classCount);
            right += System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(own) == classes[row] ? 1 : 0;
        }

        return (double)right / classes.Length;
    }
}
