using System.Diagnostics;
using System.Globalization;
using Praxis.Contracts.Train;
using Praxis.Learning.Ensembles;
using Praxis.Learning.Linear;
using Praxis.Learning.Numerics;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;

namespace Praxis.Benchmarks;

/// <summary>
/// How the ensemble's default members were chosen: each candidate's accuracy on rows it did not see, by five folds within the training part of outer fold 0, the time it takes, and what a
/// vote and a stack of candidates reach there. The outer fold is never looked at. <c>members FOLDER text|title NAME,NAME,... [NAME,NAME,...]</c>
/// </summary>
internal static class EnsembleMembers
{
    private const int Folds = 5;
    private static readonly NgramOptions Words = new() { Tokenizer = TextTokenizerKind.ShortWords, MaxNgram = 2, MinDocumentFrequency = 2 };
    private static readonly NgramOptions Presence = Words with { Binary = true, UseIdf = false, Normalize = false };

    private static IEnumerable<MemberRecipe> Candidates()
    {
        foreach (var recipe in MemberRecipe.All)
            yield return recipe;
        foreach (var c in (double[])[0.05, 0.2])
            yield return new(FormattableString.Invariant($"svm-{c}"), Words with { MaxCharacters = 5 }, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = c });
        foreach (var alpha in (double[])[1, 10])
            yield return new(FormattableString.Invariant($"ridge-{alpha}"), Words with { MaxCharacters = 5 }, new() { Algorithm = LinearAlgorithm.Ridge, Alpha = alpha });
        foreach (var c in (double[])[0.003, 0.03])
            yield return new(FormattableString.Invariant($"nbsvm-{c}"), Presence, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = c, NaiveBayesWeighting = true });
        foreach (var alpha in (double[])[0.3, 3])
            yield return new(FormattableString.Invariant($"nb-{alpha}"), Presence, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = alpha });
        yield return new("nb-3grams", Presence with { MaxNgram = 3 }, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 1 });
        yield return new("nb-characters", new() { MaxNgram = 0, MinCharacters = 2, MaxCharacters = 6, CharactersWithinWords = false, MinDocumentFrequency = 3, Binary = true, UseIdf = false, Normalize = false }, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 1 });
        yield return new("nb-tfidf", Words with { MaxNgram = 3 }, new() { Algorithm = LinearAlgorithm.NaiveBayes, Alpha = 0.3 });
        yield return new("cnb-tfidf-3", Words with { MaxNgram = 3 }, new() { Algorithm = LinearAlgorithm.ComplementNaiveBayes, Alpha = 0.5 });
        yield return new("svm-characters", new() { MaxNgram = 0, MinCharacters = 2, MaxCharacters = 6, CharactersWithinWords = false, MinDocumentFrequency = 3 }, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.2 });
        yield return new("svm-words-3", Words with { MaxNgram = 3 }, new() { Algorithm = LinearAlgorithm.SupportVectorMachine, C = 0.2 });
        yield return new("ridge-words-3", Words with { MaxNgram = 3 }, new() { Algorithm = LinearAlgorithm.Ridge, Alpha = 1.5 });
        yield return new("nbridge", Presence, new() { Algorithm = LinearAlgorithm.Ridge, Alpha = 100, NaiveBayesWeighting = true });
    }

    public static void Run(string[] args)
    {
        var (rows, folds) = BalancedReviews.Read(args[0], args[1] == "text" ? 1 : 2);
        var train = rows.Where((_, i) => folds[i] != 0).ToList();
        var labeled = LabeledRows.Read(new TrainingContext { Train = () => train, Columns = BalancedReviews.All[..(args[1] == "text" ? 1 : 2)] }, CancellationToken.None);
        var settings = EnsembleSettings.Parse(new Dictionary<string, string>());
        var known = new Dictionary<string, double[]>();
        foreach (var set in args[2..])
        {
            var names = set.Split(',');
            foreach (var name in names.Where(name => !known.ContainsKey(name)))
            {
                var clock = Process.GetCurrentProcess().TotalProcessorTime;
                var scores = EnsembleTrainer.OutOfFold([Candidates().First(recipe => recipe.Name == name)], labeled, settings, 1, 2, CancellationToken.None);
                var factor = Temperature.Fit(scores, labeled.Classes, 3);
                for (var row = 0; row < labeled.Classes.Length; row++)
                    EnsembleModel.Calibrate(scores.AsSpan(row * 3, 3), [factor], 3);
                known[name] = scores;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} accuracy {Accuracy(scores, labeled.Classes):0.0000}, log loss {Loss(scores, labeled.Classes):0.0000}, {(Process.GetCurrentProcess().TotalProcessorTime - clock).TotalSeconds:0.0} s of CPU"));
            }

            if (names.Length == 1)
                continue;
            var all = new double[labeled.Classes.Length * names.Length * 3];
            for (var row = 0; row < labeled.Classes.Length; row++)
                for (var m = 0; m < names.Length; m++)
                    known[names[m]].AsSpan(row * 3, 3).CopyTo(all.AsSpan((row * names.Length * 3) + (m * 3)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  vote {Accuracy(Combined(all, names.Length * 3, labeled.Classes, null), labeled.Classes):0.0000}, stack {Accuracy(Stacked(all, names.Length * 3, labeled.Classes), labeled.Classes):0.0000}: {set}"));
        }
    }

    private static double[] Combined(double[] inputs, int width, int[] classes, StackingWeights? weights)
    {
        var answers = new double[classes.Length * 3];
        for (var row = 0; row < classes.Length; row++)
            EnsembleModel.Combine(inputs.AsSpan(row * width, width), weights, answers.AsSpan(row * 3, 3));
        return answers;
    }

    // Each part of the rows by weights fitted to the others.
    private static double[] Stacked(double[] inputs, int width, int[] classes)
    {
        var fold = StratifiedFolds.Deal(classes, 3, Folds, 77);
        var answers = new double[classes.Length * 3];
        for (var f = 0; f < Folds; f++)
        {
            int[] seen = [.. Enumerable.Range(0, classes.Length).Where(row => fold[row] != f)];
            var weights = StackingWeights.Fit([.. seen.SelectMany(row => inputs.AsSpan(row * width, width).ToArray())], [.. seen.Select(row => classes[row])], 3, 1, CancellationToken.None);
            for (var row = 0; row < classes.Length; row++)
                if (fold[row] == f)
                    EnsembleModel.Combine(inputs.AsSpan(row * width, width), weights, answers.AsSpan(row * 3, 3));
        }

        return answers;
    }

    private static double Accuracy(double[] scores, int[] classes) =>
        classes.Select((truth, row) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax<double>(scores.AsSpan(row * 3, 3)) == truth ? 1.0 : 0.0).Average();

    private static double Loss(double[] logs, int[] classes) => -classes.Select((truth, row) => logs[(row * 3) + truth]).Average();
}
