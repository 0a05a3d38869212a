using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Train;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Train;

/// <summary>What the files of channels say, a line at a time.</summary>
public sealed class ChannelFormTests
{
    [Theory]
    [InlineData("__label__1 a b", "1", "a b")]
    [InlineData("a __label__1 \t b  c", "1", "a b c")]
    [InlineData("__label__-1 \"this is it .\"", "-1", "this is it .")]
    [InlineData("__label__1 \"a\" and \"b\"", "1", "\"a\" and \"b\"")]
    [InlineData("no label here", "", "no label here")]
    [InlineData("__label__only", "only", "")]
    [InlineData("x__label__1 y", "", "x__label__1 y")]
    public void A_labelled_line_gives_label_and_words(string line, string label, string text)
    {
        var row = LabeledLines.Parse(line);
        Assert.Equal((label, text), (row.Label, row.Text));
        Assert.Null(row.OtherLabels);
    }

    [Fact]
    public void Several_labels_stand_anywhere_and_each_counts_once()
    {
        var row = LabeledLines.Parse("__label__a one __label__b two __label__a");
        Assert.Equal(("a", "one two"), (row.Label, row.Text));
        Assert.Equal(["b"], row.OtherLabels!);
        Assert.True(row.Has("b") && row.Has("a") && !row.Has("c"));
        Assert.Throws<FormatException>(() => LabeledLines.Parse("__label__ a"));
    }

    [Theory]
    [InlineData("""{"source": "a b", "label": 1}""", "1")]
    [InlineData("""{"source": "a b", "label": "__label__x", "label-metadata": {"type": "groundtruth"}}""", "x")]
    [InlineData("""{"source": "a b", "label": [1, 3, 1]}""", "1,3")]
    public void A_manifests_line_gives_text_and_labels(string line, string labels)
    {
        var row = AugmentedManifest.Parse(Encoding.UTF8.GetBytes(line));
        Assert.Equal("a b", row.Text);
        Assert.Equal(labels, string.Join(',', row.OtherLabels?.Prepend(row.Label) ?? [row.Label]));
    }

    [Theory]
    [InlineData("{\"source\": \"a\"}")]
    [InlineData("{\"label\": 1}")]
    [InlineData("{\"source\": 7, \"label\": 1}")]
    [InlineData("{\"source\": \"a\", \"label\": []}")]
    [InlineData("{\"source\": \"a\", \"label\": {}}")]
    [InlineData("{\"source\": \"a\", \"label\": \"__label__\"}")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"source\": \"\\ud800\", \"label\": 1}")]
    public void A_wrong_line_of_a_manifest_says_why(string line) => Assert.Throws<FormatException>(() => AugmentedManifest.Parse(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("__label__1 a\n", ChannelForm.LabeledLines)]
    [InlineData("words\nwords __label__1\n", ChannelForm.LabeledLines)]
    [InlineData("{\"source\": \"a\", \"label\": 1}\n", ChannelForm.Manifest)]
    [InlineData("{\"text\": \"a\", \"label\": 1}\n", ChannelForm.Table)]
    [InlineData("text,label\n__labelled,1\n", ChannelForm.Table)]
    [InlineData("", ChannelForm.Table)]
    public void The_form_is_seen_at_the_head(string text, ChannelForm form)
    {
        using var folder = new ScratchFolder();
        Assert.Equal(form, Channels.FormOf(folder.Write("file", text)));
    }

    [Fact]
    public void Every_wrong_line_of_a_file_is_told_and_nothing_is_registered()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder["ws"], TimeProvider.System);
        var file = folder.Write("train.txt", [.. "__label__a fine\n__label__ x\n"u8, 0xFF, (byte)'\n', .. "__label__ y\n"u8]);
        var error = Assert.Throws<UserException>(() => new Channels(workspace).AddFile("shop-train", file, ChannelForm.LabeledLines, TestContext.Current.CancellationToken));
        Assert.Equal(["train.txt, line 2", "train.txt, line 3", "train.txt, line 4"], error.Problems.Select(problem => problem.Where));
        Assert.Empty(workspace.Metadata.Read(reader => reader.List(Channels.Kind)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["ws/tmp"]));
    }

    [Fact]
    public void The_same_rows_are_the_channel_that_is_there_already()
    {
        using var folder = new ScratchFolder();
        using var workspace = Workspace.Open(folder["ws"], TimeProvider.System);
        var file = folder.Write("train.txt", "__label__a one\n\n__label__b two __label__c\n");
        Channel Add() => new Channels(workspace).AddFile("shop-train", file, ChannelForm.LabeledLines, TestContext.Current.CancellationToken);
        var channel = Add();
        Assert.Equal((1, 2L, 1L, 3, 1L), (channel.Version, channel.Rows, channel.Skipped, channel.Labels, channel.RowsWithSeveralLabels));
        Assert.Equal(channel, Add());
        var rows = ChannelReader.Read(workspace.Artifacts.PathOf(channel.Artifact)).ToList();
        Assert.Equal(("b", "two", "c"), (rows[1].Label, rows[1].Text, rows[1].OtherLabels![0]));
    }

    [Fact]
    public void Lines_are_read_in_one_buffer_and_the_longest_is_bounded()
    {
        using var stream = new MemoryStream([0xEF, 0xBB, 0xBF, .. "one\r\n\ntwo"u8]);
        var reader = new LineReader(stream);
        var lines = new List<string>();
        while (reader.TryRead(out var line))
            lines.Add(Encoding.UTF8.GetString(line));
        Assert.Equal(["one", "", "two"], lines);
        using var endless = new MemoryStream(new byte[1 << 20]);
        var error = Assert.Throws<UserException>(() => new LineReader(endless, 1 << 18).TryRead(out _));
        Assert.Equal("line 1", error.Problems[0].Where);
    }
}
