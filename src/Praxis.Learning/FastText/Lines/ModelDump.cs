using System.Globalization;
using System.Text;

namespace Praxis.Learning.FastText.Lines;

/// <summary>The parts of a model as text, as <c>fasttext dump</c> prints them.</summary>
internal static class ModelDump
{
    public static void WriteArguments(FastTextOptions options, AnswerBuffer answers) => answers.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
        dim {options.Dimension}
        ws {options.Window}
        epoch {options.Epochs}
        minCount {options.MinCount}
        neg {options.Negatives}
        wordNgrams {options.WordNgrams}
        loss {Name(options.Loss)}
        model {Name(options.Mode)}
        bucket {options.Buckets}
        minn {options.MinCharacters}
        maxn {options.MaxCharacters}
        lrUpdateRate {options.LearningRateUpdate}
        t {options.SamplingThreshold.ToString("g6", CultureInfo.InvariantCulture)}

        """)));

    public static void WriteDictionary(FastTextDictionary dictionary, AnswerBuffer answers)
    {
        answers.Write(dictionary.Count);
        answers.Write((byte)'\n');
        for (var id = 0; id < dictionary.Count; id++)
        {
            answers.Write(dictionary.Text(id));
            answers.Write((byte)' ');
            answers.Write(dictionary.Counts[id]);
            answers.Write(id < dictionary.Words ? " word\n"u8 : " label\n"u8);
        }
    }

    /// <summary>A matrix with six digits a number.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Numbers of a row.</param>
    /// <param name="copy">Copies a row.</param>
    /// <param name="answers">Where to.</param>
    public static void WriteMatrix(long rows, int columns, Action<long, float[]> copy, AnswerBuffer answers)
    {
        var row = new float[columns];
        answers.Write(rows);
        answers.Write((byte)' ');
        answers.Write(columns);
        answers.Write((byte)'\n');
        for (long i = 0; i < rows; i++)
        {
            copy(i, row);
            for (var j = 0; j < columns; j++)
            {
                if (j > 0)
                    answers.Write((byte)' ');
                answers.Write(row[j], 6);
            }

            answers.Write((byte)'\n');
        }
    }

    private static string Name(FastTextLoss loss) => loss switch
    {
        FastTextLoss.HierarchicalSoftmax => "hs",
        FastTextLoss.NegativeSampling => "ns",
        FastTextLoss.Softmax => "softmax",
        _ => "one-vs-all",
    };

    private static string Name(FastTextMode mode) => mode switch
    {
        FastTextMode.Cbow => "cbow",
        FastTextMode.Skipgram => "sg",
        _ => "sup",
    };
}
