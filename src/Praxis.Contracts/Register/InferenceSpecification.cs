namespace Praxis.Contracts.Register;

/// <summary>How a model version is asked and what it answers.</summary>
public sealed record InferenceSpecification
{
    /// <summary>Most containers of a version.</summary>
    public const int MostContainers = 15;

    /// <summary>What answers, 1 to 15; empty where the algorithm alone says it.</summary>
    public IReadOnlyList<ModelContainer> Containers { get; init; } = [];

    /// <summary>Media types of a question, such as <c>application/jsonlines</c>.</summary>
    public IReadOnlyList<string> SupportedContentTypes { get; init; } = [];

    /// <summary>Media types of an answer.</summary>
    public IReadOnlyList<string> SupportedResponseMimeTypes { get; init; } = [];

    /// <summary>Kinds of machine for an endpoint.</summary>
    public IReadOnlyList<string> SupportedRealtimeInferenceInstanceTypes { get; init; } = [];

    /// <summary>Kinds of machine for a batch.</summary>
    public IReadOnlyList<string> SupportedTransformInstanceTypes { get; init; } = [];

    /// <summary>The columns of a question, in their order.</summary>
    public IReadOnlyList<InferenceColumn> Input { get; init; } = [];

    /// <summary>The columns of an answer, in their order.</summary>
    public IReadOnlyList<InferenceColumn> Output { get; init; } = [];
}
