namespace Praxis.Contracts.Register;

/// <summary>A column of what a model is asked or answers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>text</c> or <c>number</c>.</param>
public sealed record InferenceColumn(string Name, string Type);
