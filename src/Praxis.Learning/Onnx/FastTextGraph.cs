using System.Globalization;
using System.Runtime.InteropServices;
using Praxis.Contracts.Foundation;
using Praxis.Learning.FastText;
using Praxis.Learning.FastText.Losses;
using Praxis.Learning.FastText.Prediction;

namespace Praxis.Learning.Onnx;

/// <summary>
/// A fastText classifier, from the rows of a text's features to probabilities. Words and n-grams become rows by hashing bytes, which no operator of ONNX does, so that step
/// stays outside; the metadata says how it goes.
/// </summary>
internal static class FastTextGraph
{
    private const int MostLabelsOfTree = 4096;

    public static OnnxGraph Create(FastTextModel model, IReadOnlyList<string> labels, int[] places)
    {
        if (model.Input.IsQuantized || model.Output.IsQuantized)
            throw new UserException(new Problem { Type = "not-exported", Found = "the model is quantized", Expected = "a model of floats", Remedy = "Export the model that it was made from" });
        var (dimension, own) = (model.Options.Dimension, model.Labels.Count);
        var graph = new OnnxGraph("fasttext");
        var features = graph.NumberInput("features", "batch", "features");
        var values = graph.FloatInput("values", "batch", "features");
        var vectors = graph.Do("Gather", [graph.Floats([model.Input.Rows, dimension], stream => WriteRows(stream, model.Input.Rows, dimension, (row, into) => model.Input.Copy(row, into))), features]);
        var weighed = graph.Do("Mul", [vectors, graph.Do("Unsqueeze", [values, graph.Numbers([2])])]);
        var hidden = graph.Do("ReduceSum", [weighed, graph.Numbers([1])], OnnxGraph.Attribute("keepdims", 0));
        var scores = graph.Do("Gemm", [hidden, graph.Floats([model.Output.Rows, dimension], stream => WriteRows(stream, model.Output.Rows, dimension, (row, into) => model.Output.Copy(row, into)))], OnnxGraph.Attribute("transB", 1));
        var likely = Probabilities(graph, model, scores);
        var order = Order(places, labels.Count);
        var sorted = graph.Do("Gather", [likely, graph.Numbers(order)], OnnxGraph.Attribute("axis", 1));
        if (own < labels.Count)
            sorted = graph.Do("Mul", [sorted, graph.Floats([labels.Count], [.. Enumerable.Range(0, labels.Count).Select(label => places.Contains(label) ? 1f : 0f)])]);
        var sum = graph.Do("ReduceSum", [sorted, graph.Numbers([1])], OnnxGraph.Attribute("keepdims", 1));
        graph.FloatOutput("probabilities", ["batch", labels.Count], "Div", [sorted, sum]);
        Labels.Add(graph, labels);
        Describe(graph, model);
        return graph;
    }

    public static unsafe OnnxInput InputOf(FastTextModel model, ReadOnlySpan<byte> line)
    {
        using var predictor = new LinePredictor(model);
        predictor.Read(line);
        var rows = predictor.Features.Rows;
        if (rows.Count == 0)
            return new OnnxInput { Features = [0], Values = [0] };
        var features = new long[rows.Count];
        for (var i = 0; i < features.Length; i++)
            features[i] = rows.Items[i];
        var share = (float)(1.0 / predictor.Features.Count);
        return new OnnxInput { Features = features, Values = [.. features.Select(_ => share)] };
    }

    // As the original answers: the logarithm of a probability is that of p + 0.00001, so each label gets this much more before the sum is made 1.
    private static string Probabilities(OnnxGraph graph, FastTextModel model, string scores)
    {
        var little = graph.Floats([1], [1e-5f]);
        if (model.Options.Loss == FastTextLoss.Softmax)
            return graph.Do("Add", [graph.Do("Softmax", [scores], OnnxGraph.Attribute("axis", 1)), little]);
        if (model.Tree is not { } tree)
            return graph.Do("Add", [TableSigmoid(graph, scores), little]);
        var sigmoids = graph.Do("Sigmoid", [scores]);
        if (tree.Leaves > MostLabelsOfTree)
            throw new UserException(new Problem { Type = "not-exported", Found = $"the tree of hierarchical softmax has {tree.Leaves:N0} labels", Expected = $"at most {MostLabelsOfTree:N0}", Remedy = "Train with another loss" });
        var (rights, lefts) = Paths(tree, (int)model.Output.Rows);
        long[] shape = [model.Output.Rows, tree.Leaves];
        var right = graph.Do("MatMul", [graph.Do("Log", [graph.Do("Add", [sigmoids, little])]), graph.Floats(shape, rights)]);
        var left = graph.Do("MatMul", [graph.Do("Log", [graph.Do("Add", [graph.Do("Sub", [graph.Floats([1], [1f]), sigmoids]), little])]), graph.Floats(shape, lefts)]);
        return graph.Do("Exp", [graph.Do("Add", [right, left])]);
    }

    // The original reads the logistic function of ova and ns from a table of 512 steps between -8 and 8, without rounding; so does the graph.
    private static string TableSigmoid(OnnxGraph graph, string scores)
    {
        const int Steps = 512;
        const float Largest = 8;
        var table = graph.Floats([Steps + 1], [.. Enumerable.Range(0, Steps + 1).Select(i => OutputLayer.Sigmoid(i * 2 * Largest / Steps - Largest))]);
        var (low, high) = (graph.Floats([], [-Largest]), graph.Floats([], [Largest]));
        var step = graph.Do("Mul", [graph.Do("Add", [graph.Do("Clip", [scores, low, high]), high]), graph.Floats([1], [Steps / Largest / 2])]);
        var read = graph.Do("Gather", [table, graph.Do("Cast", [graph.Do("Floor", [step])], OnnxGraph.Attribute("to", OnnxGraph.Int64))]);
        var least = graph.Do("Where", [graph.Do("Less", [scores, low]), graph.Floats([1], [0f]), read]);
        return graph.Do("Where", [graph.Do("Greater", [scores, high]), graph.Floats([1], [1f]), least]);
    }

    // Which inner nodes stand on the way to each leaf, where it turns right and where left.
    private static (float[] Rights, float[] Lefts) Paths(HuffmanTree tree, int rows)
    {
        var (rights, lefts) = (new float[rows * tree.Leaves], new float[rows * tree.Leaves]);
        for (var leaf = 0; leaf < tree.Leaves; leaf++)
        {
            var path = tree.Path(leaf);
            var code = tree.Code(leaf);
            for (var i = 0; i < path.Length; i++)
                (code[i] ? rights : lefts)[(path[i] * tree.Leaves) + leaf] = 1;
        }

        return (rights, lefts);
    }

    // For each of the names, the model's label; 0 where it has none.
    private static long[] Order(int[] places, int labels)
    {
        var order = new long[labels];
        for (var label = 0; label < places.Length; label++)
            order[places[label]] = label;
        return order;
    }

    private static void WriteRows(Stream stream, long rows, int columns, Action<long, float[]> copy)
    {
        var row = new float[columns];
        for (long place = 0; place < rows; place++)
        {
            copy(place, row);
            stream.Write(MemoryMarshal.AsBytes(row.AsSpan()));
        }
    }

    private static void Describe(OnnxGraph graph, FastTextModel model)
    {
        graph.Metadata["praxis.input"] = "features: rows of words and n-grams; values: one over the number of features; features of value 0 fill the shorter rows of a batch";
        graph.Metadata["praxis.tokenizer"] = "lower case, then whatever stands between blanks, and </s> at the end";
        graph.Metadata["praxis.words"] = model.Dictionary.Words.ToString(CultureInfo.InvariantCulture);
        graph.Metadata["praxis.buckets"] = model.Options.Buckets.ToString(CultureInfo.InvariantCulture);
        graph.Metadata["praxis.word_ngrams"] = model.Options.WordNgrams.ToString(CultureInfo.InvariantCulture);
        graph.Metadata["praxis.min_char"] = model.Options.MinCharacters.ToString(CultureInfo.InvariantCulture);
        graph.Metadata["praxis.max_char"] = model.Options.MaxCharacters.ToString(CultureInfo.InvariantCulture);
        graph.Metadata["praxis.vocabulary"] = string.Join('\n', Enumerable.Range(0, model.Dictionary.Words).Select(id => System.Text.Encoding.UTF8.GetString(model.Dictionary.Text(id))));
        graph.Metadata["praxis.hash"] = "FNV-1a of 32 bits over the UTF-8 bytes, each widened with its sign; n-grams of words: h = h * 116049371 + hash in 64 bits; row = words + h mod buckets";
    }
}
