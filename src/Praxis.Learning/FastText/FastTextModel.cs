using System.Collections.Concurrent;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText.Files;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Prediction;
using Praxis.Learning.FastText.Quantization;
using Praxis.Learning.FastText.Rows;
using Praxis.Learning.FastText.Tokens;
using Praxis.Learning.FastText.Vectors;

namespace Praxis.Learning.FastText;

/// <summary>A fastText model, a classifier or word vectors; reads and writes the original's <c>.bin</c> and <c>.ftz</c> files. Safe for use by many threads at once.</summary>
public sealed class FastTextModel : IDisposable
{
    private readonly ConcurrentBag<LinePredictor> predictors = [];
    private readonly ConcurrentBag<WordVectors> wordVectors = [];
    private readonly Lazy<int[]> wordHashes;
    private readonly Lazy<WordSpace> space;

    internal FastTextModel(FastTextOptions options, FastTextDictionary dictionary, InputRows input, OutputRows output)
    {
        (Options, Dictionary, Input, Output) = (options, dictionary, input, output);
        LabelPrefix = Encoding.UTF8.GetBytes(options.LabelPrefix);
        Tree = options is { Mode: FastTextMode.Supervised, Loss: FastTextLoss.HierarchicalSoftmax } ? new HuffmanTree(dictionary.LabelCounts) : null;
        var labels = new string[dictionary.Labels];
        for (var label = 0; label < labels.Length; label++)
            labels[label] = Encoding.UTF8.GetString(WithoutPrefix(dictionary.Text(dictionary.Words + label)));
        Labels = labels;
        space = new(() => WordSpace.Of(this));
        wordHashes = new(() => [.. Enumerable.Range(0, dictionary.Words).Select(id => (int)WordHash.Of(dictionary.Text(id)))]);
    }

    /// <summary>The settings that the file keeps; the others have their defaults after a load.</summary>
    public FastTextOptions Options { get; }

    /// <summary>The labels without their prefix, the most frequent first.</summary>
    public IReadOnlyList<string> Labels { get; }

    internal FastTextDictionary Dictionary { get; }

    internal InputRows Input { get; }

    internal OutputRows Output { get; }

    internal byte[] LabelPrefix { get; }

    internal HuffmanTree? Tree { get; }

    /// <summary>The hash of each word, by id.</summary>
    internal int[] WordHashes => wordHashes.Value;

    /// <summary>Trains on lines of <c>__label__X words</c>, or on plain lines for word vectors.</summary>
    /// <param name="text">The training text.</param>
    /// <param name="options">The settings.</param>
    /// <param name="onProgress">Told now and then how far it is.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    /// <exception cref="UserException">A setting is out of range, the text has no word or no label, or the weights stopped being numbers.</exception>
    public static FastTextModel Train(Stream text, FastTextOptions options, Action<TrainingProgress>? onProgress = null, CancellationToken cancellationToken = default) =>
        FastTextTrainer.Train(text, options, onProgress, cancellationToken);

    /// <summary>Trains on a file; see <see cref="Train(Stream, FastTextOptions, Action{TrainingProgress}?, CancellationToken)"/>.</summary>
    public static FastTextModel Train(string path, FastTextOptions options, Action<TrainingProgress>? onProgress = null, CancellationToken cancellationToken = default)
    {
        using var text = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Train(text, options, onProgress, cancellationToken);
    }

    /// <summary>A smaller model that says nearly the same, as <c>fasttext quantize</c> makes it; this one stays as it is.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="text">The training text, where rows are cut and trained again.</param>
    /// <param name="onProgress">Told now and then how far that training is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The model is no classifier, is quantised already or has fewer than 256 rows, or a setting is out of range.</exception>
    public FastTextModel Quantize(QuantizeOptions options, Stream? text = null, Action<TrainingProgress>? onProgress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Quantizer.Run(this, options, text, onProgress, cancellationToken);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="UserException">The stream holds no fastText model, or is damaged.</exception>
    public static FastTextModel Load(Stream stream) => ModelReader.Read(stream);

    /// <summary>Writes the model as the original writes its file.</summary>
    public void Save(Stream stream) => ModelWriter.Write(stream, this);

    /// <summary>Writes the model to a file: beside it first, then in its place, so that no half-written file is left.</summary>
    public void Save(string path) => WholeFile.Write(path, Save);

    /// <summary>Reads a model from a file.</summary>
    /// <exception cref="UserException">The file holds no fastText model, or is damaged.</exception>
    public static FastTextModel Load(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16);
        return Load(stream);
    }

    /// <summary>Writes the vectors of all words as text, as the original's <c>.vec</c> file has them.</summary>
    public void SaveVectors(string path) => WholeFile.Write(path, SaveVectors);

    /// <summary>The same into a stream.</summary>
    public void SaveVectors(Stream stream) => VectorWriter.Write(stream, Dictionary.Words, Options.Dimension, id => Dictionary.Text(id), WordVector);

    /// <summary>Writes the output rows of all labels, or words, as text, as the original's <c>.output</c> file has them.</summary>
    public void SaveOutput(string path) => WholeFile.Write(path, stream =>
    {
        var first = Options.Mode == FastTextMode.Supervised ? Dictionary.Words : 0;
        VectorWriter.Write(stream, (int)Output.Rows, Options.Dimension, id => Dictionary.Text(first + id), (id, row) => Output.Copy(id, row));
    });

    /// <summary>The best labels of a line with their probabilities, the best first; none where the line has no known feature.</summary>
    /// <param name="line">One line without its line break; what follows a line break is not read.</param>
    /// <param name="k">The most labels.</param>
    /// <param name="threshold">The least probability.</param>
    public IReadOnlyList<(string Label, float Probability)> Predict(string line, int k = 1, float threshold = 0)
    {
        ArgumentNullException.ThrowIfNull(line);
        var answers = new List<(string, float)>(Math.Min(k, Labels.Count));
        PredictScores(Encoding.UTF8.GetBytes(line), k, threshold, (score, label) => answers.Add((Labels[label], MathF.Exp(score))));
        return answers;
    }

    /// <summary>The vector of a word, known or unknown: the mean of its own row and those of its character n-grams; zeros where nothing of it is known.</summary>
    public float[] WordVector(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var vector = new float[Options.Dimension];
        var words = wordVectors.TryTake(out var own) ? own : new WordVectors(this);
        words.Of(Encoding.UTF8.GetBytes(word)).CopyTo(vector);
        wordVectors.Add(words);
        return vector;
    }

    /// <summary>The vector of a line: of a classifier the mean of the rows of its features, the line's end among them; of word vectors the mean of those of its words, each of length one.</summary>
    public float[] SentenceVector(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var vector = new float[Options.Dimension];
        if (Options.Mode != FastTextMode.Supervised)
        {
            var words = line.Split((char[])[' ', '\t', '\n', '\v', '\f', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(WordVector).Where(word => WordNorm.Of(word) > 0).ToList();
            foreach (var word in words)
            {
                var factor = (float)(1.0 / WordNorm.Of(word));
                for (var j = 0; j < vector.Length; j++)
                    vector[j] += word[j] * factor;
            }

            for (var j = 0; j < vector.Length && words.Count > 0; j++)
                vector[j] *= (float)(1.0 / words.Count);
            return vector;
        }

        if (!predictors.TryTake(out var predictor))
            predictor = new LinePredictor(this);
        predictor.Read(Encoding.UTF8.GetBytes(line));
        if (predictor.Features.Count > 0)
        {
            predictor.Average();
            predictor.Hidden.CopyTo(vector);
        }

        predictors.Add(predictor);
        return vector;
    }

    /// <summary>The words nearest to a word by the cosine of their vectors, without itself, the nearest first.</summary>
    public IReadOnlyList<(string Word, float Similarity)> NearestNeighbors(string word, int k = 10) => space.Value.NearestNeighbors(word, k);

    /// <summary>The words nearest to a - b + c, without the three: "berlin", "germany", "france" asks for paris.</summary>
    public IReadOnlyList<(string Word, float Similarity)> Analogies(string a, string b, string c, int k = 10) => space.Value.Analogies(a, b, c, k);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var predictor in predictors)
            predictor.Dispose();
        predictors.Clear();
        foreach (var words in wordVectors)
            words.Dispose();
        wordVectors.Clear();
        if (space.IsValueCreated)
            space.Value.Dispose();
        Input.Dispose();
        Output.Dispose();
    }

    // A model does not say which prefix it was trained with.
    private ReadOnlySpan<byte> WithoutPrefix(ReadOnlySpan<byte> label) => label.StartsWith(LabelPrefix) ? label[LabelPrefix.Length..] : label;

    /// <summary>Each word with its score for every label, alone in a line.</summary>
    internal unsafe IEnumerable<(string Word, double[] Scores)> WordWeights()
    {
        var weights = new List<(string, double[])>();
        using var predictor = new LinePredictor(this);
        var scores = new float[Labels.Count];
        for (var id = 0; id < Dictionary.Words; id++)
        {
            predictor.Read(Dictionary.Text(id), isEnded: false);
            predictor.Average();
            fixed (float* hidden = predictor.Hidden)
                Output.Scores(hidden, scores);
            weights.Add((Encoding.UTF8.GetString(Dictionary.Text(id)), [.. scores.Select(score => (double)score)]));
        }

        return weights;
    }

    /// <summary>The vector of a word of the dictionary: the mean of its row and those of its character n-grams.</summary>
    internal void WordVector(int id, Span<float> vector)
    {
        if (Options.MaxCharacters <= 0 || id == Dictionary.EndOfLine)
        {
            Input.Copy(id, vector);
            return;
        }

        if (!wordVectors.TryTake(out var words))
            words = new WordVectors(this);
        words.Of(id).CopyTo(vector);
        wordVectors.Add(words);
    }

    internal void PredictScores(ReadOnlySpan<byte> line, int k, float threshold, Action<float, int> onLabel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (!predictors.TryTake(out var predictor))
            predictor = new LinePredictor(this);
        predictor.Read(line);
        foreach (var (score, label) in predictor.Best(k, threshold))
            onLabel(score, label);
        predictors.Add(predictor);
    }
}
