using Praxis.Contracts.Deploy;
using Praxis.Contracts.Train;

namespace Praxis.Server;

/// <summary>An endpoint with the model that answers for it.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Classifier">Its model.</param>
/// <param name="SampleText">A text, or for a model of several columns a JSON object of them, to try it with; null where there is none.</param>
public sealed record ServedModel(Endpoint Endpoint, ITextClassifier Classifier, string? SampleText);
