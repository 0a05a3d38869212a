namespace Praxis.Contracts.Foundation;

/// <summary>The rule for every name a user gives or asks for: ASCII letters, digits and <c>-</c>, 1 to 63 characters, a letter or digit at both ends.</summary>
public static class ResourceName
{
    /// <summary>Most characters of a name.</summary>
    public const int MostCharacters = 63;

    /// <summary>Whether <paramref name="name"/> follows the rule.</summary>
    public static bool IsValid(string? name)
    {
        if (name is not { Length: > 0 and <= MostCharacters } || name[0] == '-' || name[^1] == '-')
            return false;
        foreach (var c in name)
            if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                return false;
        return true;
    }

    /// <summary>Returns <paramref name="name"/>.</summary>
    /// <exception cref="UserException">The name breaks the rule.</exception>
    public static string Check(string? name, string what) =>
        IsValid(name)
            ? name!
            : throw new UserException(new Problem
            {
                Type = "invalid-name",
                Found = $"'{SafeText.Line(name, 80)}' is not a name for a {what}",
                Expected = $"letters, digits and '-', at most {MostCharacters} characters, beginning and ending with a letter or digit",
            });

    /// <summary>A valid name made from free text, such as a file's name; <paramref name="fallback"/> where nothing of it remains.</summary>
    public static string From(string text, string fallback)
    {
        Span<char> name = stackalloc char[MostCharacters];
        var length = 0;
        foreach (var c in text)
        {
            if (length == MostCharacters)
                break;
            if (char.IsAsciiLetterOrDigit(c))
                name[length++] = char.ToLowerInvariant(c);
            else if (length > 0 && name[length - 1] != '-')
                name[length++] = '-';
        }

        while (length > 0 && name[length - 1] == '-')
            length--;
        return length == 0 ? fallback : new string(name[..length]);
    }
}
