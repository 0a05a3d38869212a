using System.Text.Json.Nodes;
using Praxis.Contracts.Ingest;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>Takes the run's file in, or the dataset that a recipe made of it.</summary>
internal sealed class IngestWork : RoomWork
{
    public override void Run(StepContext context, MainJobOptions options, Action<StepResult> complete, CancellationToken cancellationToken)
    {
        var datasets = new Datasets(context.Services.Workspace);
        var version = context.Text(RoomFields.Dataset) is { } made ? datasets.Get(made) : datasets.Ingest(options.File, options.Reading, options.Name, cancellationToken);
        complete(Found(
            $"{version.Id}: {N(version.Rows)} rows, {version.Columns.Count} columns; {Describe(version.Format)}; types {Types(version, options)} (--types)",
            new JsonObject { [RoomFields.Dataset] = version.Id, [RoomFields.Content] = string.Join(' ', version.Parts.Select(part => part.TableArtifact)) }));
    }

    private static string Types(DatasetVersion version, MainJobOptions options) =>
        string.Join(", ", new[] { options.Text, options.Label, options.Facet }.OfType<string>().Distinct()
            .Select(name => version.Columns.FirstOrDefault(column => column.Name == name))
            .OfType<ColumnSchema>()
            .Select(column => $"'{Name(column.Name)}' {column.Type.ToString().ToLowerInvariant()}"));

    private static string Describe(FileFormat format)
    {
        if (format.Format == "parquet")
            return "Parquet";
        var delimiter = format.Delimiter switch { null => "", '\t' => ", delimiter tab (--delimiter)", var character => $", delimiter '{character}' (--delimiter)" };
        var header = format.Format != "csv" ? "" : format.HasHeader ? ", with a header (--no-header)" : ", without a header";
        return $"{format.Format.ToUpperInvariant()}{delimiter}, {format.Encoding} (--encoding){header}";
    }
}
