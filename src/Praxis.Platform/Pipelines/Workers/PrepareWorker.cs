using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare;

namespace Praxis.Platform.Pipelines.Workers;

/// <summary>The program of the image <c>praxis/prepare</c>: makes rows to train on and rows to judge by, as <c>praxis run</c> does; the same file and options give the same bytes.</summary>
/// <param name="output">Told the counts.</param>
public sealed class PrepareWorker(TextWriter output)
{
    /// <summary>Prepares.</summary>
    /// <param name="folder">The job's folder; its one input file is read, its outputs are <c>train</c> and <c>held-out</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="UserException">There is not one file, a column is missing, or its rows cannot be learned from.</exception>
    public void Run(string folder, PrepareOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Directory.EnumerateFiles(Path.Combine(folder, "input"), "*", SearchOption.AllDirectories).ToList() is not [var file])
            throw new UserException(new Problem { Type = "not-one-file", Found = "the step has not one file to prepare", Expected = "one input of one file" });
        var scratch = Path.Combine(folder, "tables");
        Posix.CreateFolder(scratch);
        using var table = TableView.Open(TableReader.Import(file, new ReadOptions(), scratch, cancellationToken).TablePath);
        table.RequireColumns(new[] { options.Text, options.Label, options.Facet }.OfType<string>(), Path.GetFileName(file));
        PreparedRows rows;
        using (var train = File.Create(Place(folder, "train")))
        using (var heldOut = File.Create(Place(folder, "held-out")))
            rows = new Preparation(options).Run(() => PreparedDatasets.Rows(table, options), train, heldOut, cancellationToken);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Train:N0} rows to train on, {rows.HeldOut:N0} held out, seed {options.Seed}"));
    }

    private static string Place(string folder, string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "output", "data", name)).FullName, "rows.jsonl");
}
