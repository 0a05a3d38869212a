using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Autotune;

namespace Praxis.Learning.Tests.FastText;

public sealed class AutotuneTests
{
    // Trials of the original (-autotune-duration 60 -epoch 2 -dim 4 -verbose 3): those within a quarter of the time do not depend on the clock.
    [Fact]
    public void Trials_are_chosen_as_the_original_chooses_them()
    {
        var start = new TrialSettings(new FastTextOptions { Epochs = 2, Dimension = 4, LearningRate = 0.1f }, 2);
        var choice = new TrialChoice(start, new HashSet<string> { "epoch", "dim" }, seed: 0);
        Assert.Equal(start, choice.Next(0));
        Assert.Equal("0.0584714 2 3 6 770485 2", Say(choice.Next(0.01)));
        var third = choice.Next(0.02);
        Assert.Equal("0.696169 1 0 0 0 8", Say(third));
        choice.TakeBest(third);
        Assert.Equal("0.0693073 1 0 0 0 4", Say(choice.Next(0.1)));
        Assert.Equal("2.22481 3 2 5 245483 2", Say(choice.Next(0.2)));
    }

    [Fact]
    public void What_was_given_by_hand_stays()
    {
        var start = new TrialSettings(new FastTextOptions { Epochs = 3, WordNgrams = 2, Buckets = 77, Loss = FastTextLoss.HierarchicalSoftmax, MinCharacters = 1, MaxCharacters = 2 }, 4);
        var choice = new TrialChoice(start, new HashSet<string> { "epoch", "lr", "dim", "wordNgrams", "minn", "maxn", "bucket", "loss", "dsub" }, seed: 3);
        for (var i = 0; i < 20; i++)
            Assert.Equal(start, choice.Next(i / 20.0));
    }

    [Theory]
    [InlineData("f1", AutotuneMeasure.F1, 0, null)]
    [InlineData("f1:__label__a:b", AutotuneMeasure.F1, 0, "__label__a:b")]
    [InlineData("precisionAtRecall:30", AutotuneMeasure.PrecisionAtRecall, 0.3, null)]
    [InlineData("recallAtPrecision:95.5:__label__a", AutotuneMeasure.RecallAtPrecision, 0.955, "__label__a")]
    public void Metrics_are_read(string text, AutotuneMeasure measure, double least, string? label) =>
        Assert.Equal(new AutotuneMetric { Measure = measure, Least = least, Label = label }, AutotuneMetric.Parse(text));

    [Theory]
    [InlineData("f2")]
    [InlineData("f1:")]
    [InlineData("precisionAtRecall")]
    [InlineData("precisionAtRecall:x")]
    [InlineData("recallAtPrecision:30:")]
    public void Other_metrics_are_told(string text) => Assert.Equal("bad-metric", Assert.Throws<UserException>(() => AutotuneMetric.Parse(text)).Problems[0].Type);

    [Fact]
    public void A_search_keeps_the_best_and_ends_with_the_time()
    {
        var log = new Log();
        var clock = new Clock();
        var tuner = Tuner(new AutotuneOptions { Duration = TimeSpan.FromSeconds(40) }, clock, log);
        using var model = tuner.Run(Small);
        Assert.InRange(log.Trials.Count, 3, 40);
        var best = log.Scores.Max();
        Assert.Equal(log.Trials[log.Scores.IndexOf(best)], log.Best);
        Assert.Equal(log.Best!.Options.LearningRate, model.Options.LearningRate);
        Assert.Equal(log.Best.Options.WordNgrams, model.Options.WordNgrams);
    }

    [Fact]
    public void The_end_of_the_search_takes_the_best_so_far()
    {
        var log = new Log();
        using var end = new CancellationTokenSource();
        log.AfterScore = () => end.Cancel();
        using var model = Tuner(new AutotuneOptions { Duration = TimeSpan.FromDays(1) }, new Clock(), log).Run(Small, endSearch: end.Token);
        Assert.Equal(log.Trials[0], log.Best);
    }

    [Fact]
    public void A_search_without_time_or_room_is_told()
    {
        var log = new Log();
        Assert.Equal("too-little-time", Assert.Throws<UserException>(() => Tuner(new AutotuneOptions { Duration = TimeSpan.Zero }, new Clock(), log).Run(Small)).Problems[0].Type);
        Assert.Equal("model-size", Assert.Throws<UserException>(() => Tuner(new AutotuneOptions { Duration = TimeSpan.FromSeconds(20), ModelSize = 100 }, new Clock(), log).Run(Small)).Problems[0].Type);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Tuner(new AutotuneOptions(), new Clock(), log).Run(Small, cancellationToken: cancelled.Token));
        Assert.Equal("unknown-label", Assert.Throws<UserException>(() => Tuner(new AutotuneOptions { Metric = AutotuneMetric.Parse("f1:__label__z") }, new Clock(), log).Run(Small)).Problems[0].Type);
    }

    [Fact]
    public void A_size_gives_a_quantised_model_within_it()
    {
        var log = new Log();
        var options = new AutotuneOptions { Duration = TimeSpan.FromSeconds(30), ModelSize = 30_000, Fixed = new HashSet<string> { "dim", "bucket", "wordNgrams", "minn", "maxn" } };
        using var model = Tuner(options, new Clock(), log).Run(Small with { WordNgrams = 2, Buckets = 3000 });
        using var file = new MemoryStream();
        model.Save(file);
        Assert.InRange(file.Length, 1_000, 30_000);
        Assert.All(log.Cutoffs, cutoff => Assert.True(cutoff > 256));
    }

    [Theory]
    [InlineData("precisionAtRecall:50")]
    [InlineData("recallAtPrecision:50")]
    [InlineData("precisionAtRecall:50:__label__a")]
    public void Other_metrics_score_between_nought_and_one(string metric)
    {
        var log = new Log();
        using var model = Tuner(new AutotuneOptions { Metric = AutotuneMetric.Parse(metric), Predictions = 2, Duration = TimeSpan.FromSeconds(20) }, new Clock(), log).Run(Small);
        Assert.All(log.Scores.Where(score => !double.IsNaN(score)), score => Assert.InRange(score, 0, 1));
        Assert.Contains(log.Scores, score => score > 0.5);
    }

    private static FastTextOptions Small => new() { Dimension = 5, Epochs = 5, LearningRate = 0.5 };

    private static string Say(TrialSettings trial) =>
        FormattableString.Invariant($"{trial.Options.LearningRate:g6} {trial.Options.WordNgrams} {trial.Options.MinCharacters} {trial.Options.MaxCharacters} {trial.Options.Buckets} {trial.Dsub}");

    private static Autotuner Tuner(AutotuneOptions options, TimeProvider clock, IAutotuneLog log)
    {
        var fixedToo = new HashSet<string>(options.Fixed) { "epoch", "dim", "bucket" };
        return new Autotuner(() => Text(300, 1), () => Text(100, 2), options with { Fixed = fixedToo }, clock, log);
    }

    private static MemoryStream Text(int lines, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
            text.Append($"__label__{(char)('a' + i % 3)} {(random.Next(3) == 0 ? "noise" : $"topic{i % 3}")} word{random.Next(40)} word{random.Next(40)}\n");
        return new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private sealed class Log : IAutotuneLog
    {
        public List<TrialSettings> Trials { get; } = [];

        public List<double> Scores { get; } = [];

        public List<int> Cutoffs { get; } = [];

        public TrialSettings? Best { get; private set; }

        public Action? AfterScore { get; set; }

        public void OnTrial(int trial, TrialSettings settings) => Trials.Add(settings);

        public void OnCutoff(int cutoff) => Cutoffs.Add(cutoff);

        public void OnScore(double score, TimeSpan time)
        {
            Scores.Add(score);
            AfterScore?.Invoke();
        }

        public void OnTime(AutotuneState state)
        {
        }

        public void OnBest(AutotuneState state, TrialSettings settings) => Best = settings;
    }

    /// <summary>A second goes by whenever somebody looks.</summary>
    private sealed class Clock : TimeProvider
    {
        private readonly List<ClockTimer> timers = [];
        private long now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp()
        {
            now++;
            foreach (var timer in timers.ToArray())
                timer.Look(now);
            return now;
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ClockTimer(callback, state) { Due = dueTime < TimeSpan.Zero ? long.MaxValue : now + (long)dueTime.TotalSeconds };
            timers.Add(timer);
            timer.Look(now);
            return timer;
        }
    }

    private sealed class ClockTimer(TimerCallback callback, object? state) : ITimer
    {
        public long Due { get; set; }

        public void Look(long now)
        {
            if (now < Due)
                return;
            Due = long.MaxValue;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() => Due = long.MaxValue;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
