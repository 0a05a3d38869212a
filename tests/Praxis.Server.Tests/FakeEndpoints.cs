using Praxis.Contracts.Deploy;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Server.Tests;

/// <summary>One endpoint, <c>reviews</c>, whose model finds texts with "good" good; the text "bug" makes it fail.</summary>
internal sealed class FakeEndpoints : IEndpointSource, ITextClassifier
{
    public const string Secret = "/secret/path/of/the/server";

    public List<string> Deployed { get; } = [];

    public IReadOnlyList<string> Labels { get; } = ["=bad", "good"];

    public IReadOnlyList<Endpoint> List() => [Of("reviews")];

    public ServedModel? Find(string name) => name == "reviews" ? new ServedModel(Of(name), this, "a <b>sample</b>") : null;

    public Endpoint Deploy(string name, string model, int? version)
    {
        if (model == "rejected")
            throw new UserException(new Problem { Type = "model-not-approved", Found = "rejected:1 is Rejected", Where = Secret });
        Deployed.Add($"{name} {model} {version}");
        return Of(name);
    }

    public void Predict(string text, Span<double> probabilities)
    {
        if (text == "bug")
            throw new InvalidOperationException(Secret);
        var isGood = text.Contains("good", StringComparison.Ordinal);
        (probabilities[0], probabilities[1]) = isGood ? (0.25, 0.75) : (0.875, 0.125);
    }

    public IReadOnlyList<IReadOnlyList<TellingFeature>> TellingFeatures(int most) => [[], []];

    private static Endpoint Of(string name) => new() { Name = name, Model = "reviews", ModelVersion = 1, Status = EndpointStatus.InService, UpdatedAt = DateTimeOffset.UnixEpoch };
}
