using System.Globalization;
using System.Text.Json;
using Praxis.Contracts.Foundation;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;
using Praxis.Platform.Train;

namespace Praxis.Platform.Pipelines;

/// <summary>The main job as a pipeline to edit: the same preparation, training and judgement as steps, whose model has the same bytes.</summary>
public static class MainJobExport
{
    /// <summary>Whether steps can do all that is asked.</summary>
    public static bool CanExport(MainJobOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ReadsOneText(options) && ReadsByItself(options);
    }

    private static bool ReadsOneText(MainJobOptions options) => options.MoreColumns.Count == 0 && options.Recipe is null;

    private static bool ReadsByItself(MainJobOptions options) => RecordJson.Write(options.Reading) == RecordJson.Write(new ReadOptions());

    /// <summary>The definition in YAML.</summary>
    /// <param name="options">What <c>praxis run</c> is asked to do.</param>
    /// <param name="trainers">The algorithms.</param>
    /// <exception cref="UserException">It asks for something that is not there, or that steps do not do yet.</exception>
    public static string ToYaml(MainJobOptions options, Trainers trainers)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(trainers);
        ColumnChoice.CheckAlgorithm(trainers, options);
        trainers[options.Algorithm].Check(options.Hyperparameters);
        if (!ReadsOneText(options))
            throw new UserException(new Problem { Type = "not-exportable", Found = "a run of several columns or with a recipe cannot be exported yet", Expected = "one column of text", Remedy = "Write its steps with praxis pipeline new" });
        if (!ReadsByItself(options))
            throw new UserException(new Problem { Type = "not-exportable", Found = "options of how the file is read (such as --delimiter or --types) have no place in a pipeline's step", Remedy = "Leave them out, or write the rows anew with praxis query --out" });
        var name = options.Name ?? ResourceName.From(Path.GetFileNameWithoutExtension(options.File), "reviews");
        return $$$"""
            # What `praxis run` does with this file, as a pipeline. Edit it, then: praxis pipeline start FILE
            pipeline: {{{name}}}

            parameters:
              data: {{{Text(Path.GetFullPath(options.File))}}}{{{(options.MinAccuracy is { } accuracy ? "\n  min-accuracy: " + Number(accuracy) : "")}}}

            steps:
              - name: Prepare
                type: Processing
                run: praxis/prepare
                arguments: [{{{string.Join(", ", PrepareArguments(options).Select(Text))}}}]
                inputs: {raw: "${data}"}
                outputs: [train, held-out]
                cache: P30D

              - name: Train
                type: Training
                algorithm: {{{options.Algorithm}}}
                text: text
                label: label
                seed: {{{options.Seed.ToString(CultureInfo.InvariantCulture)}}}
                hyperparameters: {{{{string.Join(", ", options.Hyperparameters.Select(pair => $"{Text(pair.Key)}: {Text(pair.Value)}"))}}}}
                channels: {train: "${Prepare.train}"}
                cache: P30D

              - name: Judge
                type: Evaluate
                model: ${Train.model}
                data: ${Prepare.held-out}
                cache: P30D
            {{{(options.MinAccuracy is null ? Ending(name, "  ") : Gate(name))}}}

            """;
    }

    private static string Gate(string name) => $$$"""

              - name: Gate
                type: Condition
                if: ${Judge.accuracy} >= ${min-accuracy}
                then:{{{Ending(name, "      ")}}}
                else:
                  - {name: Refuse, type: Fail, message: "the accuracy ${Judge.accuracy} is below the gate"}
            """;

    private static string Ending(string name, string indent) => $$$"""

            {{{indent}}}- name: Register
            {{{indent}}}  type: RegisterModel
            {{{indent}}}  group: {{{name}}}
            {{{indent}}}  model: ${Train.model}
            {{{indent}}}  evaluation: ${Judge.metrics}
            {{{indent}}}  status: {{{nameof(Contracts.Register.ModelStatus.Approved)}}}

            {{{indent}}}- name: Serve
            {{{indent}}}  type: CreateEndpoint
            {{{indent}}}  endpoint: {{{name}}}
            {{{indent}}}  package: ${Register.ModelPackageArn}
            """;

    private static IEnumerable<string> PrepareArguments(MainJobOptions options)
    {
        string[] arguments = ["--text", options.Text, "--label", options.Label];
        if (options.LabelMap is { } map)
            arguments = [.. arguments, "--label-map", map];
        if (options.Facet is { } facet)
            arguments = [.. arguments, "--facet", facet, "--rare-facet-rows", options.RareFacetRows.ToString(CultureInfo.InvariantCulture)];
        if (options.Dedupe)
            arguments = [.. arguments, "--dedupe"];
        if (!options.Balance)
            arguments = [.. arguments, "--no-balance"];
        return [.. arguments, "--held-out", Number(options.HeldOut), "--seed", options.Seed.ToString(CultureInfo.InvariantCulture)];
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    // JSON's strings are YAML's; a reference is none of the user's.
    private static string Text(string text) => text.Contains("${", StringComparison.Ordinal)
        ? throw new UserException(new Problem { Type = "not-exportable", Found = $"'{SafeText.Line(text, 80)}' holds ${{, which begins a reference in a pipeline", Remedy = "Rename the column or the file" })
        : JsonSerializer.Serialize(text);
}
