using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;

namespace Praxis.Learning.FastText.Vectors;

/// <summary>Trains word vectors on a text that was read; on one thread the model is the original's to the byte.</summary>
internal static class VectorTrainer
{
    public static FastTextModel Train(TextTokens tokens, FastTextDictionary dictionary, FastTextOptions options, Action<TrainingProgress>? onProgress, CancellationToken cancellationToken)
    {
        if (dictionary.Words == 0)
            throw new UserException(new Problem { Type = "empty-vocabulary", Found = "no word of the text is frequent enough", Remedy = "Lower the least count (-minCount, min_count)" });
        var places = new InputPlaces(dictionary.Words, options.Buckets, null, dictionary.Words, isSparse: true);
        using var subwords = Subwords.OfWords(dictionary, options);
        subwords.Place(places.Buckets, dictionary.Words);
        using var stream = new WordStream(tokens, dictionary, options.SamplingThreshold);
        var (input, output) = (places.Create(options), new RowMatrix(dictionary.Words, options.Dimension));
        options.Pretrained?.CopyTo(input, places, dictionary);
        var schedule = new Schedule(options.Epochs * dictionary.Tokens, options.LearningRate, options.LearningRateUpdate, onProgress);
        var layers = new OutputLayers(output, options.Loss, dictionary.WordCounts, options.Negatives);
        void Thread(int k)
        {
            var random = new Minstd(options.Seed + k);
            using IVectorTraining training = options.BatchSize > 0
                ? new BatchTraining(stream, subwords, input, output, layers.Table!, options, schedule, random)
                : new VectorTraining(stream, subwords, input, output, layers, options, schedule, random);
            training.Run((nint)(stream.Count * k / options.Threads), cancellationToken);
        }

        if (options.Threads == 1)
            Thread(0);
        else
            TrainingThreads.Run(options.Threads, Thread, schedule);
        return new FastTextModel(options with { Pretrained = null }, dictionary, new DenseInput(input, places), new DenseOutput(output));
    }
}
