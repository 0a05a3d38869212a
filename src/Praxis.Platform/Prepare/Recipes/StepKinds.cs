using Praxis.Data.Recipes;
using Praxis.Data.Recipes.Steps;

namespace Praxis.Platform.Prepare.Recipes;

/// <summary>The kinds of steps that a recipe's file may name.</summary>
public static class StepKinds
{
    private static readonly Dictionary<string, (string Summary, string Example, Func<StepArguments, DateTimeOffset, RecipeStep> Read)> kinds = new(StringComparer.Ordinal)
    {
        ["rename"] = ("gives columns other names", "{columns: {Rating: stars}}", (a, _) => new RenameStep(a.Pairs("columns", true))),
        ["drop"] = ("leaves columns out", "{columns: [Title]}", (a, _) => new DropStep(a.Texts("columns", true))),
        ["keep"] = ("keeps only these columns, in this order", "{columns: [stars, text]}", (a, _) => new KeepStep(a.Texts("columns", true))),
        ["cast"] = ("reads a column as another type", "{column: age, type: integer, on_failure: missing}", (a, _) => new CastStep(a.Text("column"), a.Choice("type", "text", [.. CastStep.Types.Keys]), a.Choice("on_failure", "error", "error", "missing"))),
        ["filter"] = ("keeps rows for which a condition holds", "{where: \"stars > 3\"}", (a, _) => new FilterStep(a.Text("where"))),
        ["derive"] = ("computes a column in SQL", "{column: words, formula: \"len(string_split(text, ' '))\"}", (a, _) => new DeriveStep(a.Text("column"), a.Text("formula"))),
        ["map"] = ("replaces values", "{column: stars, into: sentiment, values: {1: -1, 2: -1, 3: 0, 4: 1, 5: 1}, else: error}", (a, _) => new MapStep(a.Text("column"), a.Pairs("values", true), a.TextOrNone("into"), a.Choice("else", "keep", "keep", "missing", "error"))),
        ["missing"] = ("deals with missing values", "{columns: [text], how: drop}", (a, _) => new MissingStep(a.Texts("columns"), a.Choice("how", "drop", "drop", "mean", "median", "mode", "constant"), a.TextOrNone("value"), a.Flag("indicator"))),
        ["outliers"] = ("deals with numbers out of bounds", "{columns: [age], method: robust, how: clip}", (a, _) => new OutlierStep(a.Texts("columns", true), a.Choice("method", "robust", "robust", "standard", "quantile", "range"), a.Choice("how", "clip", "clip", "remove", "invalidate"), a.Number("deviations"), a.Number("lower"), a.Number("upper"))),
        ["deduplicate"] = ("keeps the first of equal rows", "{columns: [text]}", (a, _) => new DeduplicateStep(a.Texts("columns"))),
        ["sort"] = ("orders rows", "{by: [-stars, text]}", (a, _) => new SortStep(a.Texts("by", true))),
        ["sample"] = ("draws rows", "{rows: 1000, stratify: sentiment}", (a, _) => new SampleStep(a.Whole("rows"), a.Number("fraction"), a.TextOrNone("stratify"))),
        ["balance"] = ("makes all values of a column equally frequent", "{column: sentiment, how: down}", (a, _) => new BalanceStep(a.Text("column"), a.Choice("how", "down", "down", "up", "smote"), a.TextOrNone("within"), (int?)a.Whole("neighbours") ?? 5)),
        ["split"] = ("cuts rows into named parts", "{parts: {train: 0.9, validation: 0.05, test: 0.05}, stratify: sentiment}", (a, _) => new SplitStep(a.Numbers("parts"), a.TextOrNone("stratify"), a.TextOrNone("key"), a.Choice("how", "random", "random", "ordered"))),
        ["aggregate"] = ("one row for each group", "{by: [category], columns: {reviews: \"count(*)\", mean: \"avg(stars)\"}}", (a, _) => new AggregateStep(a.Texts("by"), a.Pairs("columns", true))),
        ["join"] = ("joins another table", "{with: shops, on: [shop], how: left}", (a, _) => new JoinStep(a.Text("with"), a.Texts("on", true), a.Choice("how", "left", "inner", "left", "semi", "anti"))),
        ["concatenate"] = ("puts another table's rows behind these", "{with: older, source: origin}", (a, _) => new ConcatenateStep(a.Text("with"), a.TextOrNone("source"))),
        ["parse_date"] = ("reads text as a date", "{column: day, formats: [\"%d.%m.%Y\", \"%Y-%m-%d\"]}", (a, _) => new ParseDateStep(a.Text("column"), a.Texts("formats"), a.Choice("on_failure", "error", "error", "missing"))),
        ["scale"] = ("brings numbers to one scale", "{columns: [age], how: standard}", (a, _) => new ScaleStep(a.Texts("columns", true), a.Choice("how", "standard", "standard", "robust", "min-max", "max-abs"))),
        ["encode"] = ("turns categories into numbers", "{column: category, how: one-hot}", (a, _) => new EncodeStep(a.Text("column"), a.Choice("how", "one-hot", "one-hot", "ordinal", "target"), a.TextOrNone("target"), a.Number("weight") ?? 10, a.Choice("unknown", "missing", "missing", "last", "error"))),
        ["bin"] = ("numbers become the place of their interval", "{column: age, edges: [30, 50]}", (a, _) => new BinStep(a.Text("column"), a.NumberList("edges"), (int?)a.Whole("count"), a.Choice("how", "width", "width", "quantile"))),
        ["clean_text"] = ("cleans text", "{column: text, html: true, urls: true, lower: true, whitespace: true}", (a, _) => new CleanTextStep(a.Text("column")) { Into = a.TextOrNone("into"), Html = a.Flag("html"), Urls = a.Flag("urls"), Remove = a.Text("remove", ""), Blank = a.Text("blank", ""), Lower = a.Flag("lower"), Punctuation = a.Flag("punctuation"), StopWords = a.Texts("stop_words"), Whitespace = a.Flag("whitespace") }),
        ["tokenize"] = ("text becomes its words, joined by blanks", "{column: text, into: tokens}", (a, _) => new TokenizeStep(a.Text("column"), a.TextOrNone("into"))),
        ["vectorize"] = ("text becomes columns of numbers", "{column: text, how: tfidf, max_features: 100}", (a, _) => new VectorizeStep(a.Text("column"), a.Choice("how", "tfidf", "tfidf", "hashing"), (int)Math.Clamp(a.Whole("max_features") ?? 100, -1, int.MaxValue), (int)Math.Clamp(a.Whole("least_rows") ?? 1, -1, int.MaxValue), a.Flag("keep"))),
        ["expect"] = ("checks rows: stops or warns, naming them", "{not_missing: [text], values: {sentiment: [-1, 0, 1]}, range: {age: [0, 120]}, unique: [id], least_rows: 100}", Expect),
    };

    /// <summary>Every kind with what it does and an example of its settings.</summary>
    public static IReadOnlyList<(string Kind, string Summary, string Example)> All { get; } = [.. kinds.Select(pair => (pair.Key, pair.Value.Summary, pair.Value.Example))];

    internal static IReadOnlyCollection<string> Names => kinds.Keys;

    internal static RecipeStep Read(string kind, StepArguments arguments, DateTimeOffset now)
    {
        var step = kinds[kind].Read(arguments, now);
        arguments.Close();
        return step with { Place = arguments.Place };
    }

    private static ExpectStep Expect(StepArguments a, DateTimeOffset now) => new()
    {
        NotMissing = a.Texts("not_missing"),
        Unique = a.Texts("unique"),
        Range = a.Lists("range").ToDictionary(pair => pair.Key, pair => (End(pair.Value, 0), End(pair.Value, 1)), StringComparer.Ordinal),
        Values = a.Lists("values"),
        Pattern = a.Pairs("pattern"),
        Fresh = a.Has("fresh") ? a.Numbers("fresh").ToDictionary(StringComparer.Ordinal) : a.Lists("fresh").ToDictionary(pair => pair.Key, _ => 0.0, StringComparer.Ordinal),
        Where = a.Texts("where"),
        LeastRows = a.Whole("least_rows"),
        MostRows = a.Whole("most_rows"),
        WarnsOnly = a.Choice("severity", "stop", "stop", "warn") == "warn",
        Now = now,
    };

    private static double? End(IReadOnlyList<string> ends, int place) =>
        ends.Count > place && double.TryParse(ends[place], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var end) ? end : null;
}
