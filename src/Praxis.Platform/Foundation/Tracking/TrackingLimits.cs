using System.Globalization;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What names and values of experiments and runs may be: MLflow's limits.</summary>
internal static class TrackingLimits
{
    public const int MostName = 500;
    public const int MostKey = 250;
    public const int MostParameter = 6000;
    public const int MostTag = 8000;
    public const int MostExperimentTag = 5000;
    public const int MostPage = 50_000;

    public static string Name(string? name, string what) =>
        string.IsNullOrEmpty(name) || name.Length > MostName || name.AsSpan().IndexOf('\0') >= 0
            ? throw Wrong("invalid-name", $"the {what}'s name {(string.IsNullOrEmpty(name) ? "is empty" : $"'{SafeText.Line(name, 40)}' has {name.Length} characters or a NUL")}", $"1 to {MostName} characters")
            : name;

    /// <summary>Letters, digits and <c>_ - . / :</c> and blank; no path that changes when it is normalised.</summary>
    public static string Key(string? key, string what)
    {
        if (string.IsNullOrEmpty(key) || key.Length > MostKey)
            throw Wrong("invalid-key", $"the {what}'s key {(string.IsNullOrEmpty(key) ? "is missing" : $"'{SafeText.Line(key, 40)}' has {key.Length} characters")}", $"1 to {MostKey} characters");
        foreach (var rune in key.EnumerateRunes())
            if (!IsKeyCharacter(rune))
                throw Wrong("invalid-key", $"the {what}'s key '{SafeText.Line(key, 80)}' holds a character that is not allowed", "letters, digits, _ - . / : and blanks");
        if (key.Split('/').Any(part => part is "" or "." or ".."))
            throw Wrong("invalid-key", $"the {what}'s key '{SafeText.Line(key, 80)}' is a path that means another one", "names separated by /");
        return key;
    }

    public static string Value(string? value, int most, string what) =>
        value is null ? throw Wrong("missing-value", $"the {what} has no value", "a text")
        : value.Length > most ? throw Wrong("too-long", $"the value of the {what} has {value.Length:N0} characters", $"at most {most:N0}")
        : value;

    /// <summary>The path of a run's artifact, from its root.</summary>
    public static string Path(string? path)
    {
        var isWrong = string.IsNullOrEmpty(path) || path.Length > 1000 || path.Any(char.IsControl) || path.AsSpan().ContainsAny("\\?#%\0") || path.Split('/').Any(part => part is "" or "." or ".." || part.EndsWith('.') || part.EndsWith(' '))
            || (path.Length > 1 && path[1] == ':') || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        return isWrong ? throw Wrong("invalid-path", $"'{SafeText.Line(path, 80)}' is no path of an artifact", "names separated by /, from the run's root") : path!;
    }

    public static int Page(int most, int limit = MostPage) =>
        most >= 1 && most <= limit ? most : throw Wrong("invalid-page", string.Create(CultureInfo.InvariantCulture, $"max_results is {most}"), $"1 to {limit:N0}");

    public static UserException Wrong(string type, string found, string expected) => new(new Problem { Type = type, Found = found, Expected = expected });

    private static bool IsKeyCharacter(System.Text.Rune rune) =>
        System.Text.Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '.' or '/' or ':' or ' '
        || System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
