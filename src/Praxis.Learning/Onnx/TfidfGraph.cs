using System.Globalization;
using Praxis.Learning.Text;

namespace Praxis.Learning.Onnx;

/// <summary>TF-IDF and a softmax of linear scores, from tokens to probabilities.</summary>
internal static class TfidfGraph
{
    public static OnnxGraph Create(TfidfVectorizer vectorizer, string[] labels, float[] weights)
    {
        var (features, classes) = (vectorizer.Features.Count, labels.Length);
        var graph = new OnnxGraph("tfidf-logistic-regression");
        var tokens = graph.TextInput("tokens", "batch", "tokens");
        var counts = graph.Do("TfIdfVectorizer", [tokens], Pool(vectorizer));
        var tf = counts;
        if (vectorizer.Options.SublinearTf)
        {
            var one = graph.Floats([1], [1f]);
            tf = graph.Do("Add", [graph.Do("Min", [counts, one]), graph.Do("Log", [graph.Do("Max", [counts, one])])]); // 0, or 1 + ln tf
        }

        var weighed = graph.Do("Mul", [tf, graph.Floats([features], [.. vectorizer.Idf.Select(idf => (float)idf)])]);
        var length = graph.Do("Sqrt", [graph.Do("ReduceSum", [graph.Do("Mul", [weighed, weighed]), graph.Numbers([1])], OnnxGraph.Attribute("keepdims", 1))]);
        var row = graph.Do("Div", [weighed, graph.Do("Max", [length, graph.Floats([1], [1e-12f])])]); // a text without a feature stays a row of zeros
        var matrix = graph.Floats([features, classes], weights[..(features * classes)]);
        var intercept = graph.Floats([classes], weights[(features * classes)..]);
        graph.FloatOutput("probabilities", ["batch", classes], "Softmax", [graph.Do("Gemm", [row, matrix, intercept])], OnnxGraph.Attribute("axis", 1));
        Labels.Add(graph, labels);
        graph.Metadata["praxis.input"] = "tokens: the words of a text in lower case, in order; empty texts fill the shorter rows of a batch";
        graph.Metadata["praxis.tokenizer"] = vectorizer.Options.Tokenizer == TextTokenizerKind.Words
            ? "words: runs of at least two letters, digits, marks and underscores (Unicode categories L, M, N and _)"
            : "whitespace: whatever stands between white space";
        graph.Metadata["praxis.ngram_max"] = vectorizer.Options.MaxNgram.ToString(CultureInfo.InvariantCulture);
        return graph;
    }

    // The n-grams by length, their words one after the other, and the column of each.
    private static ProtoMessage[] Pool(TfidfVectorizer vectorizer)
    {
        var (begins, columns, words) = (new List<long>(), new List<long>(), new List<string>());
        for (var length = 1; length <= vectorizer.Options.MaxNgram; length++)
        {
            begins.Add(words.Count);
            for (var feature = 0; feature < vectorizer.Features.Count; feature++)
            {
                var own = vectorizer.Features[feature].Split(' ');
                if (own.Length != length)
                    continue;
                words.AddRange(own);
                columns.Add(feature);
            }
        }

        return
        [
            OnnxGraph.Attribute("mode", "TF"),
            OnnxGraph.Attribute("min_gram_length", 1),
            OnnxGraph.Attribute("max_gram_length", vectorizer.Options.MaxNgram),
            OnnxGraph.Attribute("max_skip_count", 0),
            OnnxGraph.Attribute("ngram_counts", begins),
            OnnxGraph.Attribute("ngram_indexes", columns),
            OnnxGraph.Attribute("pool_strings", words),
        ];
    }
}
