using System.Globalization;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes.Steps;

/// <summary>
/// Text becomes columns of numbers, <c>NAME=TERM</c> as one-hot encoding names them. Terms are runs of two or more letters, digits and underscores, in lower case.
/// <c>tfidf</c>: a column for each of the most frequent terms of the rows that were learned from (equally frequent ones by name), n × (ln((1 + rows) / (1 + rows with the term)) + 1)
/// for a term that a text has n times, divided by the length of the row's vector: scikit-learn's TfidfVectorizer. <c>hashing</c>: learns nothing; a term goes to the column that its
/// MD5 hash names, with the sign that it names (K. Weinberger and others, 2009, "Feature Hashing for Large Scale Multitask Learning"), divided by the length as well. A text that is
/// missing, or has none of the terms, is zero everywhere.
/// </summary>
/// <param name="Column">The column of texts; it is left out of the result.</param>
/// <param name="How">tfidf or hashing.</param>
/// <param name="MaxFeatures">The most columns; hashing makes all of them.</param>
/// <param name="LeastRows">In how many rows a term has to stand, for tfidf.</param>
/// <param name="Keep">Whether the column of texts stays.</param>
public sealed record VectorizeStep(string Column, string How = "tfidf", int MaxFeatures = 100, int LeastRows = 1, bool Keep = false) : RecipeStep("vectorize")
{
    /// <summary>The most columns that a step may make.</summary>
    public const int MostFeatures = 1000;

    internal override IEnumerable<string> Reads => [Column];

    internal override bool IsOpen => How == "tfidf";

    internal override bool IsFitted => How == "tfidf";

    internal override bool IsHeld => true;

    internal override IEnumerable<(string Found, string Expected)> Mistakes(StepInput input)
    {
        if (input.Column(Column) is { IsText: false })
            yield return ($"'{Column}' holds no text", "a column of text");
        if (MaxFeatures is < 1 or > MostFeatures)
            yield return ($"max_features is {MaxFeatures}", $"1 to {MostFeatures}; a model's own n-grams take more (praxis train --algorithm linear)");
        if (LeastRows < 1)
            yield return ($"least_rows is {LeastRows}", "1 or more");
        if (How == "hashing" && LeastRows > 1)
            yield return ("how is hashing, which learns nothing, but least_rows is given", "how: tfidf, or no least_rows");
        if (How == "hashing")
            foreach (var name in Places.Select(Name).Where(input.Has))
                yield return ($"there is a column '{name}' already", "another name for it: rename it before");
    }

    internal override JsonObject? Fit(StepInput input)
    {
        if (How != "tfidf")
            return null;
        var rows = input.Rows($"SELECT count(*) FROM {input.From}", reader => reader.GetInt64(0))[0];
        var terms = input.Rows($"SELECT word, count(*) AS texts FROM ({Counted(input)}) GROUP BY word HAVING texts >= {LeastRows} ORDER BY sum(n) DESC, word LIMIT {MaxFeatures}", reader => (Word: reader.GetString(0), Texts: reader.GetInt64(1)));
        if (terms.Select(term => $"{Column}={term.Word}").FirstOrDefault(input.Has) is { } taken)
            throw StepProblem.Error(this, $"there is a column '{SafeText.Line(taken, 80)}' already", [], "Rename it before");
        var idf = new JsonObject();
        foreach (var (word, texts) in terms.OrderBy(term => term.Word, StringComparer.Ordinal))
            idf[word] = Math.Log((1.0 + rows) / (1.0 + texts)) + 1;
        return new JsonObject { ["idf"] = idf };
    }

    internal override string Select(StepInput input, JsonObject? state)
    {
        var rest = input.Columns.Where(column => Keep || column.Name != Column).Select(column => $"i.{Sql.Name(column.Name)}");
        var idf = How == "tfidf" ? state!["idf"]!.AsObject().Select(pair => (pair.Key, Weight: pair.Value!.GetValue<double>())).ToList() : [];
        var names = How == "tfidf" ? [.. idf.Select(term => $"{Column}={term.Key}")] : Places.Select(Name).ToList();
        if (names.Count == 0)
            return $"SELECT {string.Join(", ", rest.Prepend($"i.{Sql.RowColumn}"))} FROM {input.From} i";
        var places = Enumerable.Range(0, names.Count).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
        var weights = How == "tfidf"
            ? $"SELECT c.row, v.place, c.n * v.weight AS x FROM ({Counted(input)}) c JOIN (VALUES {string.Join(", ", idf.Select((term, i) => $"({Sql.Text(term.Key)}, {places[i]}, {StepInput.Literal(term.Weight)})"))}) v(word, place, weight) ON c.word = v.word"
            : $"SELECT row, ('0x' || substr(m, 1, 8))::UBIGINT % {MaxFeatures} AS place, CAST(sum(CASE WHEN substr(m, 9, 1) < '8' THEN n ELSE -n END) AS DOUBLE) AS x FROM (SELECT row, n, md5(word) AS m FROM ({Counted(input)})) GROUP BY row, place";

        // One value a cell, and the squares are added in the columns' order: the same to the last bit on any number of threads.
        var cells = $"SELECT row, {string.Join(", ", places.Select(place => $"coalesce(max(x) FILTER (place = {place}), 0::DOUBLE) AS x{place}"))} FROM ({weights}) GROUP BY row";
        var vectors = $"SELECT *, sqrt(list_sum([{string.Join(", ", places.Select(place => $"x{place} * x{place}"))}])) AS length FROM ({cells})";
        return $"SELECT {string.Join(", ", rest.Prepend($"i.{Sql.RowColumn}").Concat(places.Select((place, i) => $"CASE WHEN w.length > 0 THEN w.x{place} / w.length ELSE 0 END AS {Sql.Name(names[i])}")))} FROM {input.From} i LEFT JOIN ({vectors}) w ON i.{Sql.RowColumn} = w.row";
    }

    private IEnumerable<int> Places => Enumerable.Range(0, Math.Clamp(MaxFeatures, 0, MostFeatures));

    private string Name(int place) => string.Create(CultureInfo.InvariantCulture, $"{Column}={place}");

    private string Counted(StepInput input) =>
        $"SELECT row, word, count(*) AS n FROM (SELECT {Sql.RowColumn} AS row, unnest(regexp_extract_all(lower({Sql.Name(Column)}), '[\\p{{L}}\\p{{N}}_]{{2,}}')) AS word FROM {input.From} WHERE {Sql.Name(Column)} IS NOT NULL) GROUP BY row, word";
}
