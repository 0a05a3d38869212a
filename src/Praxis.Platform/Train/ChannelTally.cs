using Praxis.Contracts.Train;

namespace Praxis.Platform.Train;

/// <summary>Counts the rows of a channel while they are written.</summary>
internal sealed class ChannelTally
{
    private readonly HashSet<string> labels = new(StringComparer.Ordinal);

    public long Rows { get; private set; }

    public long Skipped { get; set; }

    public long RowsWithSeveralLabels { get; private set; }

    public long LabelAsTextRows { get; private set; }

    public int Labels => labels.Count;

    public void Add(LabeledText row)
    {
        Rows++;
        if (row.Label.Length > 0)
            labels.Add(row.Label);
        if (row.Text == row.Label)
            LabelAsTextRows++;
        if (row.OtherLabels is null)
            return;
        RowsWithSeveralLabels++;
        labels.UnionWith(row.OtherLabels);
    }
}
