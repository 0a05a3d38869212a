using System.Globalization;

namespace Praxis.Learning.Bias;

/// <summary>A cell of a column, or a value asked for: a text, a whole or decimal number, or a truth value. Numbers and truth values are equal as numbers; texts equal only texts.</summary>
public readonly struct BiasValue : IEquatable<BiasValue>
{
    private readonly string? text;
    private readonly double number;
    private readonly ValueKind kind;

    private BiasValue(string? text, double number, ValueKind kind) => (this.text, this.number, this.kind) = (text, number, kind);

    private enum ValueKind : byte
    {
        Text,
        Whole,
        Decimal,
        Truth,
    }

    /// <summary>The number, 1 or 0 of a truth value; null of a text.</summary>
    public double? Number => kind == ValueKind.Text ? null : number;

    /// <summary>Whether it is a whole number by type, not only by value.</summary>
    public bool IsWhole => kind is ValueKind.Whole or ValueKind.Truth;

    /// <summary>A text.</summary>
    public static BiasValue Of(string text) => new(text, 0, ValueKind.Text);

    /// <summary>A whole number.</summary>
    public static BiasValue Of(long number) => new(null, number, ValueKind.Whole);

    /// <summary>A decimal number.</summary>
    public static BiasValue Of(double number) => new(null, number, ValueKind.Decimal);

    /// <summary>A truth value.</summary>
    public static BiasValue Of(bool isTrue) => new(null, isTrue ? 1 : 0, ValueKind.Truth);

    /// <summary>Whether both are equal.</summary>
    public static bool operator ==(BiasValue left, BiasValue right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(BiasValue left, BiasValue right) => !left.Equals(right);

    /// <summary>The value as one of the same type as <paramref name="other"/>: "1" as 1, 1.0 as "1.0"; null where it is none.</summary>
    public BiasValue? As(BiasValue other) => other.kind switch
    {
        ValueKind.Text => Of(ToString()),
        ValueKind.Whole when kind != ValueKind.Text => Of((long)number),
        ValueKind.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? Of(whole) : null,
        ValueKind.Decimal when kind != ValueKind.Text => Of(number),
        ValueKind.Decimal => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? Of(real) : null,
        _ when kind != ValueKind.Text => Of(number != 0),
        _ => Of(text!.Length > 0),
    };

    /// <inheritdoc/>
    public bool Equals(BiasValue other) =>
        kind == ValueKind.Text || other.kind == ValueKind.Text ? kind == other.kind && text == other.text : number == other.number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BiasValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => kind == ValueKind.Text ? string.GetHashCode(text, StringComparison.Ordinal) : number.GetHashCode();

    /// <summary>The value as Clarify's report writes it: a decimal number with its point, <c>True</c> and <c>False</c>.</summary>
    public override string ToString() => kind switch
    {
        ValueKind.Text => text!,
        ValueKind.Whole => number.ToString("0", CultureInfo.InvariantCulture),
        ValueKind.Truth => number == 0 ? "False" : "True",
        _ => Decimal(number),
    };

    /// <summary>A decimal number with its point.</summary>
    internal static string Decimal(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();
        return double.IsFinite(number) && text.AsSpan().IndexOfAny('.', 'e') < 0 ? text + ".0" : text;
    }
}
