using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Predictions;

/// <summary>Writes answers as bytes, a line each, and lets them go after every batch.</summary>
internal sealed class PredictionWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> lines = new(1 << 16);
    private readonly Stream output;
    private readonly PredictionFormat format;
    private readonly IReadOnlyList<string> labels;
    private readonly string[] names;
    private readonly JsonEncodedText[] prefixed;
    private readonly Utf8JsonWriter json;

    public PredictionWriter(Stream output, PredictionFormat format, IReadOnlyList<string> labels, int k)
    {
        (this.output, this.format, this.labels) = (output, format, labels);
        json = new Utf8JsonWriter(lines, new JsonWriterOptions { SkipValidation = true });
        names = [.. labels.Select(label => format == PredictionFormat.Csv ? SafeText.CsvCell(label) : SafeText.Line(label, 200))];
        prefixed = format == PredictionFormat.Json ? [.. labels.Select(label => JsonEncodedText.Encode("__label__" + label))] : [];
        if (format == PredictionFormat.Csv)
            Add(string.Join(',', Enumerable.Range(1, Math.Min(k, labels.Count)).Select(i => i == 1 ? "label,probability" : string.Create(CultureInfo.InvariantCulture, $"label{i},probability{i}"))) + "\n");
    }

    /// <summary>Writes one answer into the buffer.</summary>
    public void Write(ReadOnlySpan<int> best, ReadOnlySpan<double> probabilities)
    {
        switch (format)
        {
            case PredictionFormat.Json:
                WriteJson(best, probabilities);
                break;
            case PredictionFormat.Record:
                var all = new Dictionary<string, double>();
                foreach (var (label, probability) in best.ToArray().Zip(probabilities.ToArray()).OrderBy(pair => pair.First))
                    all.Add(labels[label], probability);
                Add(RecordJson.Write(new Prediction(labels[best[0]], probabilities[0], all)) + "\n");
                break;
            default:
                var mark = format == PredictionFormat.Csv ? ',' : '\t';
                for (var i = 0; i < best.Length; i++)
                    Add(string.Create(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : mark)}{names[best[i]]}{mark}{probabilities[i]:0.0000}"));
                Add("\n");
                break;
        }
    }

    /// <summary>Lets the buffered answers go.</summary>
    /// <exception cref="UserException">They cannot be written, as on a full disk.</exception>
    public void Flush()
    {
        try
        {
            output.Write(lines.WrittenSpan);
            output.Flush();
            lines.ResetWrittenCount();
        }
        catch (IOException error) when (error is not ReaderGoneException)
        {
            throw new UserException(Fault.Environment, [new Problem { Type = "output-not-writable", Found = $"the answers cannot be written: {SafeText.Line(error.Message, 200)}", Where = "standard output", Remedy = "Check the free space; what was written so far is not the whole" }], error);
        }
    }

    public void Dispose() => json.Dispose();

    private void WriteJson(ReadOnlySpan<int> best, ReadOnlySpan<double> probabilities)
    {
        json.Reset();
        json.WriteStartObject();
        json.WriteStartArray("prob"u8);
        foreach (var probability in probabilities)
            json.WriteNumberValue(probability);
        json.WriteEndArray();
        json.WriteStartArray("label"u8);
        foreach (var label in best)
            json.WriteStringValue(prefixed[label]);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        lines.Write("\n"u8);
    }

    private void Add(string text) => Encoding.UTF8.GetBytes(text, lines);
}
