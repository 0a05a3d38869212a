using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Learning.Numerics;
using Praxis.Learning.Tabular;
using Praxis.Learning.Text;

namespace Praxis.Learning.Tests.Tabular;

public sealed class EncoderTests
{
    private static readonly FeatureColumn[] Columns = [new("Text", FeatureKind.Text), new("Class", FeatureKind.Categorical), new("Age", FeatureKind.Numeric)];

    private static readonly Instance[] Rows =
        [.. Enumerable.Range(0, 40).Select(i => new Instance($"a text of word{i % 5}", [i % 4 == 3 ? null : i % 4 == 0 ? "rare" : "common", i % 7 == 0 ? "" : $"{i}"]))];

    [Fact]
    public void Blocks_stand_side_by_side_and_a_single_row_is_encoded_as_all_are()
    {
        var encoder = SparseEncoder.Fit(Columns, Rows, new NgramOptions(), out var matrix, 1, CancellationToken.None);
        Assert.Equal(matrix.ColumnCount, encoder.Width);
        var (indices, values) = (new List<int>(), new List<float>());
        for (var row = 0; row < Rows.Length; row++)
        {
            encoder.Encode(Rows[row], indices, values);
            Assert.Equal(matrix.Indices(row).ToArray(), indices);
            Assert.Equal(matrix.Values(row).ToArray(), values);
            Assert.All(values, value => Assert.True(value > 0));
        }

        string[] names = [.. Enumerable.Range(0, encoder.Width).Select(encoder.NameOf)];
        Assert.Contains("Text: word3", names);
        Assert.Contains("Class = common", names);
        Assert.Contains(names, name => name.StartsWith("Age below ", StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_values_and_categories_never_seen_leave_nothing()
    {
        var encoder = SparseEncoder.Fit(Columns, Rows, new NgramOptions(), out _, 1, CancellationToken.None);
        var (indices, values) = (new List<int>(), new List<float>());
        encoder.Encode(new Instance("", ["Spaceships", null]), indices, values);
        Assert.Empty(indices);
        encoder.Encode(new Instance("", ["common", "1e6"]), indices, values);
        Assert.Equal(2, indices.Count);
        Assert.Equal("not-numeric", Assert.Throws<UserException>(() => encoder.Encode(new Instance("", ["common", "1e999"]), indices, values)).Problems[0].Type);
    }

    [Fact]
    public void Categories_are_numbered_by_frequency_and_missing_numbers_are_none()
    {
        var encoder = DenseEncoder.Fit(Columns, Rows, new NgramOptions(), 3, 1, 1, CancellationToken.None);
        Assert.Equal([encoder.Width - 2], encoder.Categorical);
        var row = new float[encoder.Width];
        encoder.Encode(new Instance("word1", ["common", "12.5"]), row);
        Assert.Equal((0f, 12.5f), (row[^2], row[^1]));
        encoder.Encode(new Instance("word1", ["rare", ""]), row);
        Assert.Equal((1f, float.NaN), (row[^2], row[^1]));
        encoder.Encode(new Instance("", [null, null]), row);
        Assert.Equal([0f, 0f, 0f, 0f, float.NaN, float.NaN], row);
    }

    [Theory]
    [InlineData(10, 3)]
    [InlineData(7, 5)]
    [InlineData(2, 4)]
    public void Folds_hold_the_same_share_of_every_class(int perClass, int folds)
    {
        int[] classes = [.. Enumerable.Range(0, perClass * 3).Select(i => i % 3)];
        var fold = StratifiedFolds.Deal(classes, 3, folds, 8);
        Assert.True(fold.CountBy(f => f).Select(pair => pair.Value) is var sizes && sizes.Max() - (folds > perClass * 3 ? 0 : sizes.Min()) <= 1);
        for (var k = 0; k < 3; k++)
            Assert.InRange(Enumerable.Range(0, classes.Length).Where(row => classes[row] == k).CountBy(row => fold[row]).Max(pair => pair.Value), perClass / folds, (perClass / folds) + 1);
        Assert.Equal(fold, StratifiedFolds.Deal(classes, 3, folds, 8));
    }
}
