using System.Globalization;
using System.Security.Cryptography;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Names for runs that got none, such as <c>calm-heron-417</c>.</summary>
internal static class RunName
{
    private static readonly string[] Moods = ["able", "bold", "brisk", "calm", "clear", "deft", "fair", "keen", "kind", "light", "merry", "neat", "proud", "quick", "quiet", "wise"];
    private static readonly string[] Birds = ["crane", "dove", "eagle", "finch", "goose", "heron", "ibis", "kite", "lark", "merlin", "owl", "plover", "raven", "robin", "swan", "wren"];

    public static string New() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Moods[RandomNumberGenerator.GetInt32(Moods.Length)]}-{Birds[RandomNumberGenerator.GetInt32(Birds.Length)]}-{RandomNumberGenerator.GetInt32(1000)}");
}
