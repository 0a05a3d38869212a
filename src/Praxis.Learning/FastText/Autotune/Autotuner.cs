using Praxis.Contracts.Foundation;

namespace Praxis.Learning.FastText.Autotune;

/// <summary>
/// Searches settings of a classifier: trains with settings, scores on a validation text, keeps the best and moves on from there, until the time is over; then trains with
/// the best. Which settings are tried depends on the clock, so a search does not repeat; its result, the settings, does.
/// </summary>
/// <param name="text">Opens the training text.</param>
/// <param name="validation">Opens the validation text.</param>
/// <param name="options">The search.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Is told what happens.</param>
public sealed class Autotuner(Func<Stream> text, Func<Stream> validation, AutotuneOptions options, TimeProvider clock, IAutotuneLog log)
{
    private static readonly TimeSpan tick = TimeSpan.FromSeconds(0.5);
    private int trials;
    private double? bestScore;
    private bool wasTooLarge;

    /// <summary>Searches from these settings on, and returns the model that was trained with the best.</summary>
    /// <param name="start">The settings of the first trial.</param>
    /// <param name="onProgress">Told how far the last training is.</param>
    /// <param name="endSearch">Ends the search before its time; the best so far is taken.</param>
    /// <param name="cancellationToken">Ends all.</param>
    /// <exception cref="UserException">No trial was over in time, or none was small enough; a text or setting is not as it must be.</exception>
    public FastTextModel Run(FastTextOptions start, Action<TrainingProgress>? onProgress = null, CancellationToken endSearch = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        var best = Search(new TrialSettings(start, options.Dsub), endSearch, cancellationToken);
        if (best is null)
            throw new UserException(wasTooLarge
                ? new Problem { Type = "model-size", Found = "Couldn't fulfil model size constraint: please increase `autotune-modelsize`." }
                : new Problem { Type = "too-little-time", Found = "Didn't have enough time to train once: please increase `autotune-duration`." });
        var model = Train(best.Options, onProgress, cancellationToken);
        return TryFit(model, best, cancellationToken) ?? throw new UserException(new Problem { Type = "model-size", Found = "Couldn't fulfil model size constraint: please increase `autotune-modelsize`." });
    }

    private TrialSettings? Search(TrialSettings start, CancellationToken endSearch, CancellationToken cancellationToken)
    {
        var choice = new TrialChoice(start, options.Fixed, start.Options.Seed);
        var began = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(options.Duration, clock);
        using var search = CancellationTokenSource.CreateLinkedTokenSource(endSearch, cancellationToken, deadline.Token);
        AutotuneState State() => new(clock.GetElapsedTime(began), trials, bestScore);
        TrialSettings? best = null;
        using (clock.CreateTimer(_ => log.OnTime(State()), null, tick, tick))
            while (!search.IsCancellationRequested)
            {
                trials++;
                var settings = choice.Next(clock.GetElapsedTime(began) / options.Duration);
                log.OnTrial(trials, settings);
                var trialBegan = clock.GetTimestamp();
                if (TryScore(settings, search.Token) is not { } score)
                    break;
                log.OnScore(score, clock.GetElapsedTime(trialBegan));
                if (double.IsNaN(score) || score <= bestScore)
                    continue;
                (best, bestScore) = (settings, score);
                choice.TakeBest(settings);
            }

        cancellationToken.ThrowIfCancellationRequested();
        if (best is not null)
            log.OnBest(State(), best);
        return best;
    }

    // Null where the search ended meanwhile, NaN where the trial failed.
    private double? TryScore(TrialSettings settings, CancellationToken cancellationToken)
    {
        if (!FitsMemory(settings.Options))
            return double.NaN;
        FastTextModel? model = null;
        try
        {
            model = Train(settings.Options, null, cancellationToken);
            model = TryFit(model, settings, cancellationToken);
            if (model is null)
            {
                wasTooLarge = true;
                return double.NaN;
            }

            using var lines = validation();
            return TrialScore.Of(model, lines, options.Metric, options.Predictions, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (OutOfMemoryException)
        {
            return double.NaN;
        }
        catch (UserException failed) when (failed.Problems[0].Type is "not-a-number" or "too-few-rows")
        {
            return double.NaN;
        }
        finally
        {
            model?.Dispose();
        }
    }

    // Memory that is not there is not refused by the system but ends the process, so it is asked for before.
    private static bool FitsMemory(FastTextOptions settings) =>
        (double)settings.Buckets * settings.Dimension * sizeof(float) <= GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * 0.7;

    private FastTextModel Train(FastTextOptions settings, Action<TrainingProgress>? onProgress, CancellationToken cancellationToken)
    {
        using var stream = text();
        return FastTextModel.Train(stream, settings, onProgress, cancellationToken);
    }

    // The model itself where no size is asked for, else a quantised one; null where none is small enough. A model that is not returned is disposed.
    private FastTextModel? TryFit(FastTextModel model, TrialSettings settings, CancellationToken cancellationToken)
    {
        if (options.ModelSize is not { } bytes)
            return model;
        using (model)
        {
            var cutoff = ModelSize.Cutoff(bytes, model.Output.Rows, settings.Options.Dimension, settings.Dsub);
            log.OnCutoff(cutoff);
            if (cutoff == ModelSize.LeastCutoff)
                return null;
            using var stream = text();
            return model.Quantize(
                new QuantizeOptions
                {
                    Cutoff = cutoff,
                    Retrain = true,
                    Qnorm = true,
                    Qout = ModelSize.QuantizesOutput(model.Output.Rows),
                    Dsub = settings.Dsub,
                    Epochs = settings.Options.Epochs,
                    LearningRate = settings.Options.LearningRate,
                    Threads = settings.Options.Threads,
                },
                stream,
                null,
                cancellationToken);
        }
    }
}
