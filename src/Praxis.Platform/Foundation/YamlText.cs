using Praxis.Contracts.Foundation;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Praxis.Platform.Foundation;

/// <summary>Reads YAML that people wrote, or attackers: limited in length, without anchors, whose copies could grow without end.</summary>
internal static class YamlText
{
    private const int MostCharacters = 1 << 20;

    /// <summary>The map at the root.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="unreadable">Makes the error of a text that is none, from why and its cause.</param>
    public static YamlMappingNode Root(string yaml, Func<string, Exception?, UserException> unreadable)
    {
        if (yaml.Length > MostCharacters)
            throw unreadable("it is longer than a million characters", null);
        if (yaml.Contains('&', StringComparison.Ordinal) && HasAnchor(yaml))
            throw unreadable("it uses YAML's anchors", null);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (Exception error) when (error is YamlException or ArgumentException)
        {
            throw unreadable(SafeText.Line(error.Message, 200), error);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }] ? root : throw unreadable("it is no map", null);
    }

    private static bool HasAnchor(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
                if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
                    return true;
        }
        catch (YamlException)
        {
            // The reading itself will tell.
        }

        return false;
    }
}
