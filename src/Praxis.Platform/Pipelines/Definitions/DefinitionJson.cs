using System.Text.Encodings.Web;
using System.Text.Json;

namespace Praxis.Platform.Pipelines.Definitions;

internal static class DefinitionJson
{
    /// <summary>For people to read; no page is made of it, so only what JSON itself asks for is escaped.</summary>
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = 64, AllowTrailingCommas = false, CommentHandling = JsonCommentHandling.Disallow, AllowDuplicateProperties = false };
}
