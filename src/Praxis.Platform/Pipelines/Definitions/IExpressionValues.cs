using System.Text.Json.Nodes;

namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>What expressions stand for.</summary>
internal interface IExpressionValues
{
    /// <summary>The value of <c>{"Get": path}</c>.</summary>
    /// <exception cref="ExpressionException">There is none.</exception>
    JsonNode? Get(string path);

    /// <summary>The value at a path of a property file (<c>Steps.S.PropertyFiles.F</c>), or of the file at an address.</summary>
    /// <exception cref="ExpressionException">There is none.</exception>
    JsonNode? FromFile(string? propertyFile, string? uri, string path);
}
