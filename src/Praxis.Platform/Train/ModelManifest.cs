using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Train;

/// <summary>What a model's folder says about it beside its bytes: which algorithm reads them, from which columns of a table its rows come.</summary>
public sealed record ModelManifest
{
    /// <summary>The file's name.</summary>
    public const string FileName = "praxis.json";

    /// <summary>The algorithm.</summary>
    public required string Algorithm { get; init; }

    /// <summary>The columns of text, parted by commas; null where the rows are lines that bring their labels.</summary>
    public string? Text { get; init; }

    /// <summary>The columns of categories, parted by commas.</summary>
    public string? Categorical { get; init; }

    /// <summary>The columns of numbers, parted by commas.</summary>
    public string? Numeric { get; init; }

    /// <summary>The column of the label.</summary>
    public string? Label { get; init; }

    /// <summary>Groups label values into classes, such as <c>1,2=-1;3=0;4,5=1</c>.</summary>
    public string? LabelMap { get; init; }

    /// <summary>Hyper-parameters, all of them, and the seed.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A text of the data to try the model with.</summary>
    public string? Sample { get; init; }

    /// <summary>The columns, in the order in which a model is asked.</summary>
    public IReadOnlyList<FeatureColumn> Columns() => Text is null
        ? FeatureColumn.OneText
        : [.. Names(Text).Select(name => new FeatureColumn(name, FeatureKind.Text)), .. Names(Categorical).Select(name => new FeatureColumn(name, FeatureKind.Categorical)), .. Names(Numeric).Select(name => new FeatureColumn(name, FeatureKind.Numeric))];

    /// <summary>Reads the file of a folder; null where there is none.</summary>
    /// <exception cref="UserException">It is damaged.</exception>
    public static ModelManifest? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return RecordJson.Read<ModelManifest>(File.ReadAllText(path));
        }
        catch (JsonException error)
        {
            throw new UserException(new Problem { Type = "damaged-model", Found = $"{FileName} cannot be read", Where = SafeText.Line(path), Remedy = "Train the model again" }, error);
        }
    }

    /// <summary>Writes the file into a folder.</summary>
    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), RecordJson.WriteIndented(this) + "\n");

    private static string[] Names(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
