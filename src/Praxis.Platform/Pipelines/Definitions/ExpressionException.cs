namespace Praxis.Platform.Pipelines.Definitions;

/// <summary>An expression has no value: what it names is not there. Fails the step that asked.</summary>
/// <param name="message">What is not there.</param>
internal sealed class ExpressionException(string message) : Exception(message);
