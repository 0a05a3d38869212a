using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Pipelines.Definitions;

namespace Praxis.Platform.Pipelines.Steps;

/// <summary>What the expressions of an execution stand for.</summary>
/// <param name="definition">The pipeline.</param>
/// <param name="execution">The execution.</param>
/// <param name="propertiesOf">A step's describe answer; null where it is not done.</param>
/// <param name="addresses">Reads addresses.</param>
internal sealed class ExecutionValues(PipelineDefinition definition, Execution execution, Func<string, JsonNode?> propertiesOf, Addresses addresses) : IExpressionValues
{
    private const int MostFileBytes = 16 << 20;

    public JsonNode? Get(string path)
    {
        if (PropertyPath.Parse(path) is not { Parts: [string root, string name, ..] } parsed)
            throw new ExpressionException($"'{SafeText.Line(path, 80)}' is no reference");
        return root switch
        {
            "Parameters" => Parameter(name),
            "Execution" => name switch
            {
                "PipelineName" => execution.Pipeline,
                "PipelineArn" => $"praxis:pipeline/{execution.Pipeline}",
                "PipelineExecutionId" => execution.Id,
                "PipelineExecutionArn" => ArnOf(execution.Pipeline, execution.Id),
                _ => execution.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            },
            "PipelineExperimentConfig" => Expression.Resolve(definition.Json["PipelineExperimentConfig"]?[name], this) ?? (name == "TrialName" ? execution.Id : execution.Pipeline),
            _ => parsed.In(propertiesOf(name) ?? throw new ExpressionException($"the step {name} has no values"), skip: 2) ?? throw new ExpressionException($"the step {name} has no {SafeText.Line(path["Steps.".Length..], 120)}"),
        };
    }

    public JsonNode? FromFile(string? propertyFile, string? uri, string path)
    {
        var (address, what) = propertyFile is null ? (uri ?? throw new ExpressionException("Std:JsonGet names no file"), "the file") : AddressOf(propertyFile);
        if (PropertyPath.Parse(path) is not { } parsed)
            throw new ExpressionException($"'{SafeText.Line(path, 80)}' is no path into JSON");
        try
        {
            var file = new FileInfo(addresses.FileOf(address));
            if (file.Length > MostFileBytes)
                throw new ExpressionException($"{what} is longer than {MostFileBytes >> 20} MiB");
            var found = parsed.In(JsonNode.Parse(File.ReadAllBytes(file.FullName), documentOptions: DefinitionJson.Reading)) ?? throw new ExpressionException($"{what} has nothing at {SafeText.Line(path, 80)}");
            return found is JsonValue ? found : throw new ExpressionException($"{what} has no single value at {SafeText.Line(path, 80)}");
        }
        catch (Exception error) when (error is JsonException or UserException)
        {
            throw new ExpressionException($"{what} cannot be read: {SafeText.Line(error.Message, 200)}");
        }
    }

    public static string ArnOf(string pipeline, string execution) => $"praxis:pipeline/{pipeline}/execution/{execution}";

    private JsonNode? Parameter(string name)
    {
        var parameter = definition.Parameters.First(own => own.Name == name);
        return parameter.Read(execution.Parameters[name], out _);
    }

    private (string Address, string What) AddressOf(string propertyFile)
    {
        var parts = PropertyPath.Parse(propertyFile)!.Parts;
        var file = definition[(string)parts[1]].PropertyFiles.First(own => own.Name == (string)parts[3]);
        var folder = Get($"Steps.{parts[1]}.ProcessingOutputConfig.Outputs['{file.OutputName}'].S3Output.S3Uri");
        return ($"{folder}/{file.FilePath}", $"the property file {file.Name} of {parts[1]}");
    }
}
