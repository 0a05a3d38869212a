using Praxis.Contracts.Evaluate;

namespace Praxis.Platform.Evaluate;

/// <summary>One figure of an evaluation.</summary>
/// <param name="Name">Its name in <c>evaluation.json</c>, such as <c>balanced_accuracy</c>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Estimate">Its value and interval.</param>
/// <param name="Meaning">What it tells and which way is better.</param>
public sealed record Figure(string Name, string Title, Estimate Estimate, string Meaning);
