using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;

namespace Praxis.Learning.Onnx;

/// <summary>
/// A linear classifier, from the weighed n-grams of a text to probabilities. N-grams of words beside those of characters, or hashed ones, are more than the operators of
/// ONNX count, so that step stays outside; the metadata says how it goes.
/// </summary>
internal static class LinearGraph
{
    private const float Tiny = 1e-30f;

    public static OnnxGraph Create(LinearTextClassifier classifier, IReadOnlyList<string> labels)
    {
        var (model, columns) = (classifier.Model, classifier.Model.ColumnCount);
        var outputs = model.Weights.Length / (columns + 1);
        var graph = new OnnxGraph("linear");
        var features = graph.NumberInput("features", "batch", "features");
        var values = graph.FloatInput("values", "batch", "features");
        var rows = graph.Do("Gather", [graph.Floats([columns, outputs], model.Weights[..(columns * outputs)].ToArray()), features]);
        var weighed = graph.Do("Mul", [rows, graph.Do("Unsqueeze", [values, graph.Numbers([2])])]);
        var scores = graph.Do("Add", [graph.Do("ReduceSum", [weighed, graph.Numbers([1])], OnnxGraph.Attribute("keepdims", 0)), graph.Floats([outputs], model.Weights[(columns * outputs)..].ToArray())]);
        if (model.Thresholds.Length > 0)
            scores = Ordinal(graph, scores, model.Thresholds);
        else if (outputs == 1)
            scores = graph.Do("Mul", [scores, graph.Floats([2], [-0.5f, 0.5f])]);
        Probabilities(graph, classifier.Calibration, scores, labels.Count);
        Labels.Add(graph, labels);
        Describe(graph, classifier.Vectorizer);
        return graph;
    }

    public static OnnxInput InputOf(NgramVectorizer vectorizer, string text)
    {
        var row = new NgramRow();
        vectorizer.Transform(text, row);
        return row.Indices.Length == 0
            ? new OnnxInput { Features = [0], Values = [0] }
            : new OnnxInput { Features = [.. row.Indices.ToArray().Select(column => (long)column)], Values = row.Values.ToArray() };
    }

    // ln(σ(t_k - s) - σ(t_k-1 - s)), the first and the last class open at one side.
    private static string Ordinal(OnnxGraph graph, string score, ReadOnlySpan<double> thresholds)
    {
        var below = graph.Do("Sigmoid", [graph.Do("Sub", [graph.Floats([thresholds.Length], [.. thresholds.ToArray().Select(threshold => (float)threshold)]), score])]);
        var shape = graph.Do("Mul", [score, graph.Floats([1], [0f])]);
        var none = graph.Do("Sigmoid", [graph.Do("Sub", [shape, graph.Floats([1], [1000f])])]);
        var all = graph.Do("Sigmoid", [graph.Do("Add", [shape, graph.Floats([1], [1000f])])]);
        var share = graph.Do("Sub", [graph.Do("Concat", [below, all], OnnxGraph.Attribute("axis", 1)), graph.Do("Concat", [none, below], OnnxGraph.Attribute("axis", 1))]);
        return graph.Do("Log", [graph.Do("Max", [share, graph.Floats([1], [Tiny])])]);
    }

    private static void Probabilities(OnnxGraph graph, ScoreCalibration calibration, string scores, int labels)
    {
        if (calibration.Method == CalibrationMethod.Isotonic)
            throw new UserException(new Problem { Type = "not-exported", Found = "the model's probabilities come from isotonic curves", Expected = "calibration none, temperature or sigmoid", Remedy = "Train with calibration=temperature" });
        if (calibration.Method == CalibrationMethod.Sigmoid)
        {
            var (slopes, intercepts) = (Every(calibration, 0), Every(calibration, 1));
            var own = graph.Do("Sigmoid", [graph.Do("Add", [graph.Do("Mul", [scores, graph.Floats([labels], slopes)]), graph.Floats([labels], intercepts)])]);
            var sum = graph.Do("ReduceSum", [own, graph.Numbers([1])], OnnxGraph.Attribute("keepdims", 1));
            graph.FloatOutput("probabilities", ["batch", labels], "Div", [own, graph.Do("Max", [sum, graph.Floats([1], [Tiny])])]);
            return;
        }

        if (calibration.Method == CalibrationMethod.Temperature)
            scores = graph.Do("Mul", [scores, graph.Floats([1], [(float)calibration.Numbers[0]])]);
        graph.FloatOutput("probabilities", ["batch", labels], "Softmax", [scores], OnnxGraph.Attribute("axis", 1));
    }

    private static float[] Every(ScoreCalibration calibration, int place) => [.. calibration.Numbers.Where((_, i) => i % 2 == place).Select(number => (float)number)];

    private static void Describe(OnnxGraph graph, NgramVectorizer vectorizer)
    {
        var options = vectorizer.Options;
        graph.Metadata["praxis.input"] = "features: columns of n-grams; values: their weights, each part (words, characters) of length 1; features of value 0 fill the shorter rows of a batch";
        graph.Metadata["praxis.options"] = string.Create(CultureInfo.InvariantCulture, $"tokenizer={options.Tokenizer} lowercase={options.Lowercase} ngrams={options.MinNgram}-{options.MaxNgram} characters={options.MinCharacters}-{options.MaxCharacters} within_words={options.CharactersWithinWords} sublinear_tf={options.SublinearTf} binary={options.Binary} idf={options.UseIdf} normalize={options.Normalize} hash_bits={options.HashBits}");
        if (options.HashBits > 0)
            return;
        graph.Metadata["praxis.features"] = string.Join('\n', vectorizer.Features);
        graph.Metadata["praxis.idf"] = string.Join('\n', vectorizer.Idf.Select(idf => idf.ToString("R", CultureInfo.InvariantCulture)));
    }
}
