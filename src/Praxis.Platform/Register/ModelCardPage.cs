using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Register;
using Praxis.Data.Charts;

namespace Praxis.Platform.Register;

/// <summary>Writes a model card as one HTML page that asks nothing of any network.</summary>
public static class ModelCardPage
{
    private const int MostText = 3000;

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["model_overview"] = "The model",
        ["intended_uses"] = "What it is for",
        ["training_details"] = "How it was trained",
        ["evaluation_details"] = "How it was judged",
        ["additional_information"] = "What else to know",
    };

    /// <summary>The page.</summary>
    /// <param name="card">The card.</param>
    /// <param name="model">The version that it tells of.</param>
    public static string Render(ModelCardVersion card, ModelVersion model)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(model);
        var finding = model.Evaluation is { } evaluation
            ? $"{model.Id} is right on {(evaluation.Accuracy * 100).ToString("0.0", CultureInfo.InvariantCulture)} % of {evaluation.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows that it had not seen."
            : $"{model.Id} was not judged on rows that it had not seen.";
        var page = new PageWriter($"Model card of {model.Id}", $"<b>Praxis model card</b> &nbsp;{T(model.Id)} · card version {card.Version} · {T(card.Status.ToString())}", finding);
        page.Write("<div class=\"notes\">\n");
        page.Note(model.Status == ModelStatus.Approved ? "note good" : "note warn", T(Words(model.Status)), $"<p>{T(model.StatusReason, 500)}</p>");
        page.Note("note", "Made of", $"<p>{T(model.Dataset)} by {T(model.Algorithm)}; registered {T(Time(model.CreatedAt))}{(model.ModelLifeCycle is { } stage ? $"; stage {T(stage.Stage)}" : "")}</p>");
        page.Write("</div>\n");
        Figures(page, model);
        using var content = JsonDocument.Parse(card.Content);
        foreach (var section in content.RootElement.EnumerateObject())
        {
            var rows = new List<string[]>();
            Flatten(section.Value, "", rows);
            if (rows.Count == 0)
                continue;
            page.Write($"<section>\n<h2>{T(Titles.GetValueOrDefault(section.Name, section.Name))}</h2>\n");
            page.Table(null, ["", "said"], rows, mostRows: 500, mostText: MostText);
            page.Write("</section>\n");
        }

        Decisions(page, model);
        return page.End($"SHA-256 of the model: <code>{T(model.Artifact)}</code>. This page is one file; it loads nothing and sends nothing.");
    }

    private static void Figures(PageWriter page, ModelVersion model)
    {
        if (model.Evaluation is not { } evaluation)
            return;
        page.Write("<section>\n<h2>By class</h2>\n");
        page.Table(null, ["Class", "#Rows", "#Precision", "#Recall", "#F1"], [.. evaluation.Classes.Select(score => new[] { score.Label, score.Support.ToString("N0", CultureInfo.InvariantCulture), F(score.Precision), F(score.Recall), F(score.F1) })]);
        page.Write("</section>\n");
    }

    private static void Decisions(PageWriter page, ModelVersion model)
    {
        page.Write("<section>\n<h2>Who decided what, and why</h2>\n");
        page.Table(null, ["When", "Decision", "By", "Why"], [.. model.Approvals.Select(change => new[] { Time(change.Time), Words(change.Status), change.By, change.Reason })], mostText: 500);
        page.Write("</section>\n");
    }

    private static void Flatten(JsonElement value, string name, List<string[]> rows)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.TryGetProperty("name", out var called) && value.TryGetProperty("value", out var said):
                rows.Add([$"{name} · {Text(called)}".TrimStart(' ', '·'), Text(said)]);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                    Flatten(property.Value, $"{name} · {property.Name.Replace('_', ' ')}".TrimStart(' ', '·'), rows);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    Flatten(item, name, rows);
                break;
            default:
                if (Text(value).Length > 0)
                    rows.Add([name, Text(value)]);
                break;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ValueKind == JsonValueKind.Null ? "" : value.GetRawText();

    private static string Words(ModelStatus status) => status switch { ModelStatus.Approved => "Approved", ModelStatus.Rejected => "Rejected", _ => "Nobody has decided" };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string F(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string T(string? text, int most = 200) => Markup.Text(text, most);
}
