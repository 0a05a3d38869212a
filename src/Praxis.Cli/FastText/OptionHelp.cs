using System.Globalization;
using System.Text;
using Praxis.Learning.FastText;

namespace Praxis.Cli.FastText;

/// <summary>The help of the options: the original's five blocks, with the values so far in brackets, and a sixth with what is ours.</summary>
internal static class OptionHelp
{
    public static void Write(TrainingArguments arguments, Stream stream)
    {
        var options = arguments.Options;
        var text = string.Create(CultureInfo.InvariantCulture, $"""

            The following arguments are mandatory:
              -input              training file path
              -output             output file path

            The following arguments are optional:
              -verbose            verbosity level [{arguments.Verbose}]

            The following arguments for the dictionary are optional:
              -minCount           minimal number of word occurences [{options.MinCount}]
              -minCountLabel      minimal number of label occurences [{options.MinCountLabel}]
              -wordNgrams         max length of word ngram [{options.WordNgrams}]
              -bucket             number of buckets [{options.Buckets}]
              -minn               min length of char ngram [{options.MinCharacters}]
              -maxn               max length of char ngram [{options.MaxCharacters}]
              -t                  sampling threshold [{Number(options.SamplingThreshold)}]
              -label              labels prefix [{options.LabelPrefix}]

            The following arguments for training are optional:
              -lr                 learning rate [{Number(options.LearningRate)}]
              -lrUpdateRate       change the rate of updates for the learning rate [{options.LearningRateUpdate}]
              -dim                size of word vectors [{options.Dimension}]
              -ws                 size of the context window [{options.Window}]
              -epoch              number of epochs [{options.Epochs}]
              -neg                number of negatives sampled [{options.Negatives}]
              -loss               loss function {"{ns, hs, softmax, one-vs-all}"} [{Name(options.Loss)}]
              -thread             number of threads (set to 1 to ensure reproducible results) [{options.Threads}]
              -pretrainedVectors  pretrained word vectors for supervised learning [{arguments.PretrainedVectors}]
              -saveOutput         whether output params should be saved [{Word(arguments.SavesOutput)}]
              -seed               random generator seed  [{options.Seed}]

            The following arguments are for autotune:
              -autotune-validation            validation file to be used for evaluation
              -autotune-metric                metric objective {"{f1, f1:labelname}"} [{arguments.Metric}]
              -autotune-predictions           number of predictions used for evaluation  [{arguments.Predictions}]
              -autotune-duration              maximum duration in seconds [{arguments.Duration}]
              -autotune-modelsize             constraint model file size [{arguments.ModelSize}] (empty = do not quantize)

            The following arguments for quantization are optional:
              -cutoff             number of words and ngrams to retain [{arguments.Cutoff}]
              -retrain            whether embeddings are finetuned if a cutoff is applied [{Word(arguments.Retrains)}]
              -qnorm              whether the norm is quantized separately [{Word(arguments.QuantizesNorms)}]
              -qout               whether the classifier is quantized [{Word(arguments.QuantizesOutput)}]
              -dsub               size of each sub-vector [{arguments.SubvectorSize}]

            The following arguments are of praxis only:
              -shuffle            whether every pass takes the lines in an order of its own, for files sorted by label [{Word(options.Shuffle)}]
              (without -thread one thread updates, and the same input gives the same bytes; -thread 12 is what fasttext does by default)

            """);
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    // C++ streams write six significant digits.
    private static string Number(double value) => value.ToString("g6", CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "true" : "false";

    private static string Name(FastTextLoss loss) => loss switch
    {
        FastTextLoss.HierarchicalSoftmax => "hs",
        FastTextLoss.NegativeSampling => "ns",
        FastTextLoss.Softmax => "softmax",
        _ => "one-vs-all",
    };
}
