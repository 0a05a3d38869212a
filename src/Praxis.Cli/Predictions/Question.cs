using Praxis.Contracts.Train;

namespace Praxis.Cli.Predictions;

/// <summary>One text, or row of several columns, to be labelled.</summary>
/// <param name="Instance">What is asked about.</param>
/// <param name="K">How many labels at most.</param>
internal readonly record struct Question(Instance Instance, int K);
