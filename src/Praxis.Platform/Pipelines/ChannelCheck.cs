using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>Refuses rows that nothing can be learned from before a job begins, and says what is odd about others.</summary>
internal static class ChannelCheck
{
    private const int MostLabels = 100_000;
    private const int ManyLabels = 1_000;

    /// <exception cref="UserException">There are no rows.</exception>
    public static void RefuseEmpty(Channel channel)
    {
        if (channel.Rows == 0)
            throw Refusal("no-rows", $"none of the {N(channel.Skipped)} rows has a text", channel, "a text a line", null);
    }

    /// <exception cref="UserException">There are no rows, or labels that the algorithm cannot learn.</exception>
    public static void Refuse(Channel channel, ITrainer trainer, bool isTraining)
    {
        if (channel.Rows == 0)
            throw Refusal("no-labelled-rows", $"none of the {N(channel.Skipped)} rows has a text and a label", channel, "rows with both", channel.Form == ChannelForm.Table ? "Name other columns with --text and --label, or check --label-map" : null);
        if (channel.RowsWithSeveralLabels > 0 && !trainer.AllowsSeveralLabels)
            throw Refusal("several-labels", $"{N(channel.RowsWithSeveralLabels)} rows have more than one label, and {trainer.Algorithm} learns one a row", channel, "one label a row", "Choose --algorithm fasttext, with --set loss=ova for labels that are independent");
        if (!isTraining)
            return;
        if (channel.Labels < 2)
            throw Refusal("one-class", $"all {N(channel.Rows)} rows have the same label", channel, "at least two labels", channel.Form == ChannelForm.Table ? "Name another column with --label, or another --label-map" : null);
        if (channel.Labels > MostLabels || (channel.Labels > ManyLabels && channel.Labels * 2L > channel.Rows))
            throw Refusal("too-many-classes", $"{N(channel.Rows)} rows have {N(channel.Labels)} different labels", channel, $"at most {N(MostLabels)} labels, and rows that share them", "Check that the label is the class and not a text or an identifier");
    }

    public static IEnumerable<string> Remarks(Channel channel, string what)
    {
        if (channel.Skipped > 0)
            yield return $"{what}: {N(channel.Skipped)} of {N(channel.Skipped + channel.Rows)} rows lack a text or a label and were left out.";
        if (channel.LabelAsTextRows > 0)
            yield return $"{what}: in {N(channel.LabelAsTextRows)} rows the text is the label itself; what the model learns from them says nothing.";
    }

    private static UserException Refusal(string type, string found, Channel channel, string expected, string? remedy) =>
        new(new Problem { Type = type, Found = found, Where = channel.SourceName, Expected = expected, Remedy = remedy });

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
