namespace Praxis.Contracts.Foundation;

/// <summary>One thing that a user can mend: what was found, where, what was expected, what to do.</summary>
public sealed record Problem
{
    /// <summary>Stable kebab-case identifier, for example <c>unknown-column</c>; HTTP answers use it as the problem's type.</summary>
    public required string Type { get; init; }

    /// <summary>What was found, as a sentence without the final full stop.</summary>
    public required string Found { get; init; }

    /// <summary>File, row, column, byte or step; null where the sentence says it all.</summary>
    public string? Where { get; init; }

    /// <summary>What was expected instead.</summary>
    public string? Expected { get; init; }

    /// <summary>What to do about it: a command, an option, a change of the file.</summary>
    public string? Remedy { get; init; }

    /// <summary>The line where it was found with a second line that points at the place; null where there is none to show.</summary>
    public string? Excerpt { get; init; }
}
