using Praxis.Contracts.Foundation;

namespace Praxis.Server.Internals;

/// <summary>A refusal as RFC 9457 writes it; <see cref="Answers"/> writes it.</summary>
/// <param name="Type"><c>urn:praxis:</c> and the problem's stable identifier.</param>
/// <param name="Title">What was found.</param>
/// <param name="Status">The status.</param>
/// <param name="Problems">Every problem.</param>
internal sealed record ProblemAnswer(string Type, string Title, int Status, IReadOnlyList<Problem> Problems);
