using System.IO.Compression;
using Praxis.Learning.Linear;
using Praxis.Learning.Text;
using Praxis.Testing;

namespace Praxis.Learning.Tests.Linear;

/// <summary>The linear support vector machine beside scikit-learn's on public sets; 20 Newsgroups and IMDB are in benchmarks/linear_anchors.py, for their length.</summary>
public sealed class SupportVectorAnchorTests
{
    [Theory]
    [InlineData("trec6", 453, 454, 2)]
    [InlineData("banking77", 2751, 2761, 6)]
    [InlineData("sst2", 1485, 1490, 5)]
    [InlineData("mr", 857, 860, 3)]
    public void It_is_right_as_often(string name, int anchor, int theirs, int spread)
    {
        var (texts, labels) = Read($"data/text/{name}.train.txt.gz");
        var (test, truth) = Read($"data/text/{name}.test.txt.gz");
        var names = labels.Distinct().Order(StringComparer.Ordinal).ToArray();
        var classes = labels.Select(label => Array.BinarySearch(names, label, StringComparer.Ordinal)).ToArray();
        var vectorizer = NgramVectorizer.Fit(texts, new NgramOptions { Tokenizer = TextTokenizerKind.Whitespace }, out var rows, threads: 2);
        var model = LinearModel.Fit(rows, classes, names.Length, new LinearSettings { Algorithm = LinearAlgorithm.SupportVectorMachine, Threads = 2 });
        var right = model.Predict(vectorizer.Transform(test)).Where((k, row) => names[k] == truth[row]).Count();
        Assert.InRange(right, Math.Max(anchor, theirs - spread), truth.Count);
    }

    private static (List<string> Texts, List<string> Labels) Read(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(SharedFolder.File(path)), CompressionMode.Decompress));
        var (texts, labels) = (new List<string>(), new List<string>());
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            labels.Add(line[..blank]);
            texts.Add(line[(blank + 1)..]);
        }

        return (texts, labels);
    }
}
