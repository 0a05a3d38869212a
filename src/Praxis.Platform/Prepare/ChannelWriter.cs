using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>Writes rows as JSON Lines, <c>{"text":"…","label":"…"}</c>, which a script in any language reads; a row with several labels has a list of them.</summary>
internal sealed class ChannelWriter(Stream stream) : IDisposable
{
    private readonly Utf8JsonWriter json = new(stream, new JsonWriterOptions { SkipValidation = true });

    public long Rows { get; private set; }

    public void Write(LabeledText row)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, row.Text);
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
}
