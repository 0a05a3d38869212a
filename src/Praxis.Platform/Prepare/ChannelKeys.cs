using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>The keys under which a channel's rows keep the columns of each kind, in the order of the columns.</summary>
internal static class ChannelKeys
{
    public static IReadOnlyList<(string Key, FeatureKind Kind)> All { get; } =
        [("texts", FeatureKind.Text), ("categories", FeatureKind.Categorical), ("numbers", FeatureKind.Numeric)];
}
