using System.CommandLine;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;

namespace Praxis.Cli.Commands;

/// <summary>The options of a command that reads a file of rows without taking it in as a dataset.</summary>
internal sealed class TableOptions
{
    private readonly Option<string?> format = CommandOptions.Format();
    private readonly Option<string?> delimiter = CommandOptions.Delimiter();
    private readonly Option<string?> encoding = CommandOptions.Encoding();
    private readonly Option<bool> noHeader = CommandOptions.NoHeader();
    private readonly Option<string?> types = CommandOptions.Types();
    private readonly Option<bool> unguard = CommandOptions.Unguard();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[format, delimiter, encoding, noHeader, types, unguard])
            command.Options.Add(option);
    }

    /// <summary>Reads the file, every value checked, into a table of the workspace's scratch folder.</summary>
    public ScratchTable Open(ParseResult parsed, string path, Workspace workspace, StageLines lines, CancellationToken cancellationToken) => Open(
        path, CommandOptions.Reading(parsed, format, delimiter, encoding, noHeader, types, unguard), workspace, lines, cancellationToken);

    /// <summary>The same with settings from elsewhere.</summary>
    public static ScratchTable Open(string path, ReadOptions reading, Workspace workspace, StageLines lines, CancellationToken cancellationToken) =>
        Stage.Run(lines, "Read", _ => (File.Exists(path) ? null : ScratchTable.Dataset(path, workspace)) ?? ScratchTable.Import(path, reading, workspace, cancellationToken), table => $"{table.View.Rows:N0} rows, {table.View.Columns.Count:N0} columns");
}
