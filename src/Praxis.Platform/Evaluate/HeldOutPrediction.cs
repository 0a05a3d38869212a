namespace Praxis.Platform.Evaluate;

/// <summary>What a model said about one held-out row; kept so that two models can be compared row by row.</summary>
/// <param name="Text">The first 16 bytes of the text's SHA-256, hexadecimal.</param>
/// <param name="Label">The row's label.</param>
/// <param name="Predicted">The predicted label.</param>
public sealed record HeldOutPrediction(string Text, string Label, string Predicted);
