using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>How people name a versioned record: <c>reviews</c> is the newest version, <c>reviews:2</c> the second.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null for the newest.</param>
public readonly record struct RecordName(string Name, int? Version)
{
    /// <summary>Reads <c>NAME</c> or <c>NAME:VERSION</c>.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="what">What is named, for the message: <c>dataset</c>, <c>model</c>.</param>
    /// <exception cref="UserException">The text has neither form.</exception>
    public static RecordName Parse(string text, string what)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new RecordName(ResourceName.Check(text, what), null);
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) || version < 1)
            throw new UserException(new Problem { Type = "invalid-version", Found = $"'{SafeText.Line(text[(colon + 1)..], 40)}' is not a version of a {what}", Expected = "a whole number from 1, as in reviews:2" });
        return new RecordName(ResourceName.Check(text[..colon], what), version);
    }

    /// <summary>The record, or what the user can do where there is none.</summary>
    internal static MetadataRecord Find(IMetadataReader reader, string kind, string text)
    {
        var name = Parse(text, kind);
        return reader.Find(kind, name.Name, name.Version) ?? throw Missing(reader, kind, text);
    }

    private static UserException Missing(IMetadataReader reader, string kind, string text)
    {
        var known = reader.List(kind).Select(record => record.Name).Distinct(StringComparer.Ordinal).ToList();
        return new UserException(new Problem
        {
            Type = $"unknown-{kind}",
            Found = $"there is no {kind} '{SafeText.Line(text, 80)}'",
            Expected = known.Count == 0 ? null : "one of " + string.Join(", ", known.Take(20)),
            Remedy = NearestName.Suggestion(text, known),
        });
    }
}
