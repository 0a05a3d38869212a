using System.Runtime.InteropServices;
using Praxis.Contracts.Train;
using Praxis.Learning.FastText;
using Praxis.Learning.Linear;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;
using Praxis.Learning.Trees;

namespace Praxis.Learning.Ensembles;

/// <summary>Members fitted to the same rows; those that look at the same features share them. Immutable once made; safe for use by many threads at once.</summary>
internal sealed class MemberSet
{
    private readonly MemberRecipe[] _recipes;
    private readonly int[] _order; // the place of each class among ordered ones
    private readonly Dictionary<NgramOptions, SparseEncoder> _encoders = [];
    private readonly LinearModel?[] _linear;
    private GradientBoostingModel? _trees;
    private ITextClassifier? _fastText;

    private MemberSet(MemberRecipe[] recipes, string[] labels, IReadOnlyList<FeatureColumn> columns)
    {
        (_recipes, Labels, Columns) = (recipes, labels, columns);
        _order = LabelOrder.Of(labels) ?? [.. Enumerable.Range(0, labels.Length)];
        _linear = new LinearModel?[recipes.Length];
    }

    public string[] Labels { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public IReadOnlyList<MemberRecipe> Recipes => _recipes;

    /// <summary>Fits every member.</summary>
    public static MemberSet Fit(MemberRecipe[] recipes, LabeledRows rows, EnsembleSettings settings, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var set = new MemberSet(recipes, rows.Labels, rows.Columns);
        foreach (var features in FeaturesOf(recipes))
        {
            set._encoders[features] = SparseEncoder.Fit(rows.Columns, rows.Instances, features, out var matrix, threads, cancellationToken);
            for (var i = 0; i < recipes.Length; i++)
            {
                if (recipes[i].Features != features)
                    continue;
                int[] classes = recipes[i].NeedsOrder ? [.. rows.Classes.Select(k => set._order[k])] : rows.Classes;
                set._linear[i] = LinearModel.Fit(matrix, classes, rows.Labels.Length, recipes[i].Settings! with { Seed = seed, Threads = threads }, null, cancellationToken);
            }
        }

        if (recipes.Any(recipe => recipe.Name == "fasttext"))
            set._fastText = FitFastText(rows, settings, seed, cancellationToken);
        if (recipes.Any(recipe => recipe.Name == "gradient-boosting"))
            set._trees = GradientBoostingTrainer.Fit(rows, settings.Boosting, seed, threads, null, cancellationToken);
        return set;
    }

    /// <summary>The score of each class by each member, <c>[members, classes]</c>: logarithms of probabilities, but for a factor that calibration finds.</summary>
    public void Scores(Instance instance, Span<double> scores)
    {
        var classCount = Labels.Length;
        foreach (var (features, encoder) in _encoders)
        {
            var (indices, values) = (new List<int>(), new List<float>());
            encoder.Encode(instance, indices, values);
            for (var i = 0; i < _recipes.Length; i++)
                if (_recipes[i].Features == features)
                    LinearScores(i, indices, values, scores.Slice(i * classCount, classCount));
        }

        for (var i = 0; i < _recipes.Length; i++)
        {
            var own = scores.Slice(i * classCount, classCount);
            if (_recipes[i].Name == "fasttext")
                FastTextProbabilities(instance, own);
            else if (_recipes[i].Name == "gradient-boosting")
                _trees!.Predict(instance, own);
            else
                continue;
            foreach (ref var probability in own)
                probability = Math.Log(Math.Max(probability, 1e-12));
        }
    }

    /// <summary>The same for many rows, <c>[rows, members, classes]</c>.</summary>
    public double[] Scores(IReadOnlyList<Instance> instances, int threads)
    {
        const int PerChunk = 64;
        var width = _recipes.Length * Labels.Length;
        var scores = new double[checked(instances.Count * width)];
        FixedChunks.For(threads, (instances.Count + PerChunk - 1) / PerChunk, chunk =>
        {
            for (var row = chunk * PerChunk; row < Math.Min(instances.Count, (chunk + 1) * PerChunk); row++)
                Scores(instances[row], scores.AsSpan(row * width, width));
        });
        return scores;
    }

    /// <summary>The features that speak most for a class to the first linear member that has weights a class.</summary>
    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most)
    {
        var teller = Array.FindIndex(_recipes, recipe => recipe.Settings is not null && !recipe.NeedsOrder);
        if (teller < 0)
            return _trees?.TellingFeatures(most) ?? [.. Labels.Select(_ => Array.Empty<TellingFeature>())];
        var (encoder, model) = (_encoders[_recipes[teller].Features!], _linear[teller]!);
        return [.. Labels.Select((_, k) =>
        {
            var best = new PriorityQueue<int, (double Weight, int Place)>();
            for (var column = 0; column < encoder.Width; column++)
            {
                var mean = 0.0;
                for (var other = 0; other < Labels.Length; other++)
                    mean += model.Weight(column, other) / Labels.Length;
                var weight = model.Weight(column, k) - mean;
                if (weight <= 0)
                    continue;
                best.Enqueue(column, (weight, -column));
                if (best.Count > most)
                    best.Dequeue();
            }

            var strongest = new TellingFeature[best.Count];
            for (var i = strongest.Length - 1; best.TryDequeue(out var column, out var rank); i--)
                strongest[i] = new TellingFeature(encoder.NameOf(column), rank.Weight);
            return strongest;
        })];
    }

    public void Save(ByteWriter writer)
    {
        ModelFile.WriteTexts(writer, [.. _recipes.Select(recipe => recipe.Name)]);
        ModelFile.WriteTexts(writer, Labels);
        ColumnSchemaBytes.Write(writer, Columns);
        foreach (var features in FeaturesOf(_recipes))
            _encoders[features].Save(writer);
        foreach (var model in _linear)
            if (model is not null)
                LinearModelBytes.Write(writer, model);
        _trees?.Write(writer);
        if (_fastText is null)
            return;
        using var bytes = new MemoryStream();
        ((FastTextClassifier)_fastText).Save(bytes);
        writer.Write((int)bytes.Length);
        writer.Write<byte>(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    public static MemberSet Load(ref ByteReader reader)
    {
        var names = ModelFile.ReadTexts(ref reader);
        if (names.Length == 0 || names.Distinct(StringComparer.Ordinal).Count() != names.Length)
            throw new FormatException("it has no member, or one twice");
        MemberRecipe[] recipes = [.. names.Select(name => MemberRecipe.All.FirstOrDefault(recipe => recipe.Name == name) ?? throw new FormatException("it has a member that is not known"))];
        var labels = ModelFile.ReadTexts(ref reader);
        if (labels.Length is < 2 or > LabeledRows.MostLabels)
            throw new FormatException("it has fewer than two labels or too many");
        var set = new MemberSet(recipes, labels, ColumnSchemaBytes.Read(ref reader));
        foreach (var features in FeaturesOf(recipes))
            set._encoders[features] = SparseEncoder.Load(ref reader, set.Columns);
        for (var i = 0; i < recipes.Length; i++)
            if (recipes[i].Settings is not null)
                set._linear[i] = LinearModelBytes.Read(ref reader, set._encoders[recipes[i].Features!].Width, labels.Length);
        if (names.Contains("gradient-boosting"))
        {
            set._trees = GradientBoostingModel.Read(ref reader);
            if (!set._trees.Labels.SequenceEqual(labels) || !set._trees.Columns.SequenceEqual(set.Columns))
                throw new FormatException("its trees have other labels or columns");
        }

        if (names.Contains("fasttext"))
        {
            set._fastText = FastTextClassifier.Load(new MemoryStream(reader.Read<byte>(reader.Count(1)).ToArray()));
            if (set._fastText.Labels.Except(labels, StringComparer.Ordinal).Any())
                throw new FormatException("its fastText model has other labels");
        }

        return set;
    }

    private static IEnumerable<NgramOptions> FeaturesOf(MemberRecipe[] recipes) => recipes.Select(recipe => recipe.Features).OfType<NgramOptions>().Distinct();

    private static ITextClassifier FitFastText(LabeledRows rows, EnsembleSettings settings, ulong seed, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream();
        var trainer = new FastTextClassifierTrainer();
        trainer.Train(
            new TrainingContext
            {
                Train = () => rows.Instances.Select((instance, i) => new LabeledText(MemberText.Of(instance, rows.Columns), rows.Labels[rows.Classes[i]])),
                Hyperparameters = settings.FastText,
                Seed = seed,
            },
            stream,
            cancellationToken);
        stream.Position = 0;
        return trainer.Load(stream);
    }

    // A label of which a fold had no row is one that its fastText model does not know.
    private void FastTextProbabilities(Instance instance, Span<double> probabilities)
    {
        var known = _fastText!.Labels;
        var own = new double[known.Count];
        _fastText.Predict(MemberText.Of(instance, Columns), own);
        probabilities.Clear();
        for (var i = 0; i < own.Length; i++)
            probabilities[Array.IndexOf(Labels, known[i])] = own[i];
    }

    private void LinearScores(int member, List<int> indices, List<float> values, Span<double> scores)
    {
        var model = _linear[member]!;
        var columns = CollectionsMarshal.AsSpan(indices);
        var weights = CollectionsMarshal.AsSpan(values);
        if (!_recipes[member].NeedsOrder)
        {
            model.Scores(columns, weights, scores);
            return;
        }

        Span<double> ordered = new double[scores.Length];
        model.Scores(columns, weights, ordered);
        for (var k = 0; k < scores.Length; k++)
            scores[k] = ordered[_order[k]];
    }
}
