using System.Globalization;

namespace Praxis.Contracts.Train;

/// <summary>A hyper-parameter of an algorithm: its name, default and range. Values arrive as text.</summary>
public sealed record Hyperparameter
{
    /// <summary>The name in commands and records.</summary>
    public required string Name { get; init; }

    /// <summary>What the text stands for.</summary>
    public required HyperparameterKind Kind { get; init; }

    /// <summary>The value where none is said; it fits the range.</summary>
    public required string Default { get; init; }

    /// <summary>What it does, a short sentence without the full stop.</summary>
    public string Description { get; init; } = "";

    /// <summary>The least value of a number.</summary>
    public double Least { get; init; } = double.NegativeInfinity;

    /// <summary>Whether the least value itself is out of range.</summary>
    public bool IsLeastExcluded { get; init; }

    /// <summary>The greatest value of a number.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>What a text looks like, in words; the algorithm itself checks it.</summary>
    public string Form { get; init; } = "a text";

    /// <summary>Other names that are understood, such as those of the original program.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Where a search begins to look, as in <c>5 to 15</c>; null where nothing is known.</summary>
    public string? TuningRange { get; init; }

    /// <summary>The range in words, for errors and help.</summary>
    public string Expected
    {
        get
        {
            var what = Kind == HyperparameterKind.Whole ? "a whole number" : "a number";
            return Kind switch
            {
                HyperparameterKind.Flag => "true or false",
                HyperparameterKind.Text => Form,
                HyperparameterKind.Choice => string.Join(", ", Values.SkipLast(1)) + (Values.Count > 1 ? " or " : "") + Values[^1],
                _ when IsLeastExcluded => $"{what} above {Text(Least)}" + (double.IsFinite(Most) ? $", at most {Text(Most)}" : ""),
                _ when double.IsFinite(Least) && double.IsFinite(Most) => $"{what} from {Text(Least)} to {Text(Most)}",
                _ when double.IsFinite(Least) => $"{what} from {Text(Least)}",
                _ when double.IsFinite(Most) => $"{what} up to {Text(Most)}",
                _ => what,
            };
        }
    }

    /// <summary>Whether the text is a value of the range.</summary>
    public bool Fits(string text)
    {
        switch (Kind)
        {
            case HyperparameterKind.Flag:
                return text is "1" or "0" || bool.TryParse(text, out _);
            case HyperparameterKind.Text:
                return true;
            case HyperparameterKind.Choice:
                return Values.Contains(text, StringComparer.Ordinal);
            case HyperparameterKind.Whole:
                return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && IsWithin(whole);
            default:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && IsWithin(number);
        }
    }

    private static string Text(double number) => Math.Abs(number) is 0 or (>= 0.001 and < 1e7) ? number.ToString("0.########", CultureInfo.InvariantCulture) : number.ToString("0.########e+0", CultureInfo.InvariantCulture);

    private bool IsWithin(double value) => (IsLeastExcluded ? value > Least : value >= Least) && value <= Most;
}
