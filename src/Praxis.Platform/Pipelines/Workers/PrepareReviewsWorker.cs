using System.Globalization;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>
/// The program of the image <c>praxis/prepare-reviews</c>: what the lab's preparation script does with the clothing reviews, but for the tokens, which come with the tokenizers.
/// Rows with an empty cell go; ratings become -1, 0, 1; classes are balanced; train, validation and test are split by class. The same input and seed give the same bytes.
/// </summary>
/// <param name="output">Told the counts.</param>
public sealed class PrepareReviewsWorker(TextWriter output)
{
    private const string Text = "Review Text";
    private const string Rating = "Rating";

    /// <summary>Prepares.</summary>
    /// <param name="folder">The job's folder; its one input is read, its outputs are <c>sentiment-train</c>, <c>sentiment-validation</c>, <c>sentiment-test</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">The input is not the reviews, or the shares do not fit.</exception>
    public void Run(string folder, PrepareReviewsOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Train <= 0 || options.Validation < 0 || options.Test < 0 || Math.Abs(options.Train + options.Validation + options.Test - 1) > 1e-6)
            throw new UserException(new Problem { Type = "invalid-split", Found = FormattableString.Invariant($"the shares are {options.Train}, {options.Validation} and {options.Test}"), Expected = "shares from 0 to 1 that add up to 1" });
        var number = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "input"), "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Prepare(folder, file, options, number++);
        }

        if (number == 0)
            throw new UserException(new Problem { Type = "no-rows", Found = "the input holds no file whose name ends with .csv" });
    }

    private void Prepare(string folder, string file, PrepareReviewsOptions options, int number)
    {
        var scratch = Path.Combine(folder, "tables", number.ToString(CultureInfo.InvariantCulture));
        Posix.CreateFolder(Path.Combine(folder, "tables"));
        Posix.CreateFolder(scratch);
        using var table = TableView.Open(TableReader.Import(file, new ReadOptions(), scratch, CancellationToken.None).TablePath);
        table.RequireColumns([Text, Rating], Path.GetFileName(file));

        // The first column is the file's own row number; a row is whole when no other cell is empty.
        var columns = table.Columns.Skip(1).ToList();
        var (text, rating) = (columns.IndexOf(Text), columns.IndexOf(Rating));
        var (rows, read) = (new List<(int Id, int Sentiment, string Text)>(), 0);
        foreach (var row in table.ReadColumns(columns))
        {
            read++;
            if (row.Any(string.IsNullOrEmpty))
                continue;
            var stars = double.Parse(row[rating]!, CultureInfo.InvariantCulture);
            rows.Add((rows.Count, stars < 3 ? -1 : stars > 3 ? 1 : 0, row[text]!));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {read} rows, {rows.Count} without an empty cell"));
        var split = new ReviewSplit(options).Of([.. rows.Select(row => row.Sentiment)]);
        foreach (var (name, part) in ((string, IReadOnlyList<int>)[])[("train", split.Train), ("validation", split.Validation), ("test", split.Test)])
        {
            var place = Directory.CreateDirectory(Path.Combine(folder, "output", "data", "sentiment-" + name)).FullName;
            using var writer = new StreamWriter(Path.Combine(place, $"part-algo-1-{Path.GetFileNameWithoutExtension(file)}.tsv"), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
            writer.WriteLine("review_id\tsentiment\tlabel_id\treview_body");
            foreach (var i in part)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows[i].Id}\t{rows[i].Sentiment}\t{rows[i].Sentiment + 1}\t{Field(rows[i].Text)}"));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {part.Count} rows"));
        }
    }

    private static string Field(string text) => text.AsSpan().IndexOfAny("\t\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
