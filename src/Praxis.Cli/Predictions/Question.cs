namespace Praxis.Cli.Predictions;

/// <summary>One text to be labelled.</summary>
/// <param name="Text">The text.</param>
/// <param name="K">How many labels at most.</param>
internal readonly record struct Question(string Text, int K);
