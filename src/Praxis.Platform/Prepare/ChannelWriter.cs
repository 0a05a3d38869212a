using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>
/// Writes rows as JSON Lines, which a script in any language reads: <c>{"text":"…","label":"…"}</c>, or where there are several columns
/// <c>{"texts":{"Review Text":"…","Title":"…"},"categories":{"Class Name":"…"},"numbers":{"Age":33},"label":"…"}</c>, so that each row says its columns itself.
/// A row with several labels has a list of them.
/// </summary>
internal sealed class ChannelWriter(Stream stream, IReadOnlyList<FeatureColumn>? columns = null) : IDisposable
{
    private readonly Utf8JsonWriter json = new(stream, new JsonWriterOptions { SkipValidation = true });

    public long Rows { get; private set; }

    public void Write(LabeledText row)
    {
        json.WriteStartObject();
        if (columns is null or { Count: 1 })
            json.WriteString("text"u8, row.Text);
        else
            WriteColumns(row.Instance, columns);
        if (row.OtherLabels is null)
            json.WriteString("label"u8, row.Label);
        else
        {
            json.WriteStartArray("label"u8);
            json.WriteStringValue(row.Label);
            foreach (var label in row.OtherLabels)
                json.WriteStringValue(label);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        json.Reset();
        stream.WriteByte((byte)'\n');
        Rows++;
    }

    public void Dispose() => json.Dispose();

    private void WriteColumns(Instance instance, IReadOnlyList<FeatureColumn> columns)
    {
        foreach (var (key, kind) in ChannelKeys.All)
        {
            json.WriteStartObject(key);
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i].Kind != kind)
                    continue;
                if (string.IsNullOrEmpty(instance[i]))
                    json.WriteNull(columns[i].Name);
                else if (kind == FeatureKind.Numeric)
                    json.WriteNumber(columns[i].Name, double.Parse(instance[i]!, CultureInfo.InvariantCulture));
                else
                    json.WriteString(columns[i].Name, instance[i]);
            }

            json.WriteEndObject();
        }
    }
}
