using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Data.Queries;
using Praxis.Data.Recipes;
using Praxis.Data.Tables;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Platform.Prepare.Processing;

/// <summary>What the child process of a SQL script or recipe does. It knows only its folder, no workspace.</summary>
/// <param name="folder">The job's folder, <c>jobs/ID/</c>.</param>
/// <param name="format">How results are written: csv, tsv, jsonl or parquet.</param>
public sealed class ProcessingWorker(string folder, string format)
{
    private static readonly TimeSpan LongestQuery = TimeSpan.FromDays(1);
    private string Scratch => Path.Combine(folder, "scratch");

    private string Results => Path.Combine(folder, "output", "data");

    /// <summary>Does the work; what a user can mend is written to <c>failure</c>.</summary>
    /// <param name="work">A script or a recipe.</param>
    /// <param name="rows">The input that a recipe is fitted on.</param>
    /// <param name="cancellationToken">Set by SIGTERM.</param>
    /// <returns>The exit code of the command line.</returns>
    public int Run(ProcessingWork work, string rows, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Scratch);
            var tables = Tables(cancellationToken);
            var script = File.ReadAllText(Directory.EnumerateFiles(Path.Combine(folder, "input", ProcessingJobs.ScriptChannel)).Single());
            if (work == ProcessingWork.Sql)
                RunScript(script, tables, cancellationToken);
            else
                RunRecipe(script, rows, tables, cancellationToken);
            return 0;
        }
        catch (UserException error)
        {
            return Fail(error.Message, error.Fault);
        }
        catch (Exception error) when (MemoryShortage.Is(error))
        {
            return Fail(MemoryShortage.Problem(error, "Give it more memory, or less to do").Found, Fault.Environment);
        }
        catch (Exception error) when (Failures.IsDisk(error))
        {
            return Fail($"the job's folder cannot be written: {SafeText.Line(error.Message, 300)}; check free space and permissions", Fault.Environment);
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
        finally
        {
            if (Directory.Exists(Scratch))
                Directory.Delete(Scratch, recursive: true);
        }
    }

    private int Fail(string reason, Fault fault)
    {
        File.WriteAllText(Path.Combine(folder, "failure"), reason);
        return (int)fault;
    }

    private Dictionary<string, StoredTable> Tables(CancellationToken cancellationToken)
    {
        var tables = new Dictionary<string, StoredTable>(StringComparer.OrdinalIgnoreCase);
        foreach (var channel in Directory.EnumerateDirectories(Path.Combine(folder, "input")).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(channel);
            if (name == ProcessingJobs.ScriptChannel)
                continue;

            // The links lead to artifacts, which the database is allowed by their own names.
            var files = Directory.EnumerateFiles(channel).Order(StringComparer.Ordinal).Select(path => (Name: Path.GetFileName(path), Path: new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path)).ToList();
            if (files[0].Name.EndsWith(ProcessingInputs.PartSuffix, StringComparison.Ordinal))
            {
                tables.Add(name, new StoredTable { Parts = [.. files.Select(file => new StoredPart(file.Path, long.Parse(file.Name[(file.Name.IndexOf('-', StringComparison.Ordinal) + 1)..^ProcessingInputs.PartSuffix.Length], NumberStyles.None, CultureInfo.InvariantCulture)))] });
                continue;
            }

            var own = Directory.CreateDirectory(Path.Combine(Scratch, name)).FullName;
            tables.Add(name, StoredTable.Of(TableReader.Import([.. files.Select(file => new SourceFile(file.Path, file.Name, []))], new ReadOptions(), own, cancellationToken).TablePath));
        }

        return tables;
    }

    private void RunScript(string script, Dictionary<string, StoredTable> tables, CancellationToken cancellationToken)
    {
        var known = tables.ToDictionary(pair => pair.Key, pair => Named(pair.Key, pair.Value), StringComparer.OrdinalIgnoreCase);
        var catalog = new QueryCatalog { Find = (database, name) => database is null ? known.GetValueOrDefault(name) : null, Names = () => [.. known.Keys] };
        var options = new QueryOptions { Timeout = LongestQuery, SpillFolder = Directory.CreateDirectory(Path.Combine(Scratch, "spill")).FullName };
        foreach (var (name, sql) in SqlScript.Parse(script))
        {
            if (known.ContainsKey(name))
                throw new UserException(new Problem { Type = "invalid-script", Found = $"a statement gives '{name}', which is an input", Expected = "another name" });
            var path = Path.Combine(Scratch, name + ".result.parquet");
            using (var session = QuerySession.Open(sql, catalog, options, path, cancellationToken))
                session.WriteParquet(path);
            known.Add(name, Named(name, StoredTable.Of(path)));
            Write(name, path, catalog, options, cancellationToken);
        }
    }

    private void Write(string name, string path, QueryCatalog catalog, QueryOptions options, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Results, $"{name}.{format}");
        if (format == "parquet")
        {
            File.Copy(path, target);
            return;
        }

        using var session = QuerySession.Open($"SELECT * FROM \"{name}\"", catalog, options, null, cancellationToken);
        using var stream = new FileStream(target, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        if (format == "jsonl")
            using (var rows = new JsonRows(stream, lines: true, long.MaxValue))
                session.Read(rows);
        else
            using (var rows = new CsvRows(stream, long.MaxValue))
                session.Read(rows);
    }

    private void RunRecipe(string yaml, string rows, Dictionary<string, StoredTable> tables, CancellationToken cancellationToken)
    {
        var recipe = RecipeReader.Read(yaml, TimeProvider.System.GetUtcNow());
        using var run = RecipeRun.Open(tables[rows], recipe, new RecipeRunOptions
        {
            Tables = tables.Where(table => !string.Equals(table.Key, rows, StringComparison.OrdinalIgnoreCase)).ToDictionary(table => table.Key, table => table.Value, StringComparer.Ordinal),
            Functions = RecipeFiles.Functions,
            OutputFolder = Results,
            TempFolder = Directory.CreateDirectory(Path.Combine(Scratch, "spill")).FullName,
        });
        foreach (var warning in RecipeFiles.FitAndWrite(run, recipe, yaml, rows, Results, format, cancellationToken).Warnings)
            Console.Error.WriteLine($"warning: {SafeText.Line(warning.Found, 300)}");
    }

    private static QueryTable Named(string name, StoredTable table)
    {
        using var view = TableView.Open(table);
        return new QueryTable(name, view.Columns, table);
    }
}
