using System.Text.Json;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>Writes rows as JSON Lines, <c>{"text":"…","label":"…"}</c>, which a script in any language reads.</summary>
internal sealed class ChannelWriter(Stream stream) : IDisposable
{
    private readonly Utf8JsonWriter json = new(stream, new JsonWriterOptions { SkipValidation = true });

    public long Rows { get; private set; }

    public void Write(LabeledText row)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, row.Text);
        json.WriteString("label"u8, row.Label);
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        stream.WriteByte((byte)'\n');
        Rows++;
    }

    public void Dispose() => json.Dispose();
}
