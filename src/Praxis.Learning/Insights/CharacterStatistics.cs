using System.Globalization;
using System.Text;

namespace Praxis.Learning.Insights;

/// <summary>What a text consists of. Characters are code points; special is what is neither letter nor digit, white space too.</summary>
/// <param name="Words">Pieces between white space.</param>
/// <param name="Characters">All characters.</param>
/// <param name="Capital">Upper-case letters.</param>
/// <param name="Lower">Lower-case letters.</param>
/// <param name="Digit">Decimal digits.</param>
/// <param name="Special">Neither letters nor digits.</param>
public readonly record struct CharacterStatistics(int Words, int Characters, int Capital, int Lower, int Digit, int Special)
{
    /// <summary>Counts a text; <paramref name="scripts"/>, where given, adds up its letters by <see cref="Script"/>.</summary>
    public static CharacterStatistics Of(string text, long[]? scripts = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (words, characters, capital, lower, digit, special, isInWord) = (0, 0, 0, 0, 0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            characters++;
            if (c is >= 'a' and <= 'z')
            {
                lower++;
                words += isInWord ? 0 : 1;
                isInWord = true;
                if (scripts is not null)
                    scripts[(int)Script.Latin]++;
                continue;
            }

            var rune = new Rune(char.IsSurrogate(c) ? 0xfffd : c);
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                rune = new Rune(c, text[++i]);
            var isBlank = Rune.IsWhiteSpace(rune);
            words += !isBlank && !isInWord ? 1 : 0;
            isInWord = !isBlank;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.UppercaseLetter:
                    capital++;
                    break;
                case UnicodeCategory.LowercaseLetter:
                    lower++;
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    digit++;
                    break;
                default:
                    special += Rune.IsLetter(rune) || Rune.IsDigit(rune) ? 0 : 1;
                    break;
            }

            if (scripts is not null && Rune.IsLetter(rune))
                scripts[(int)Scripts.Of(rune)]++;
        }

        return new CharacterStatistics(words, characters, capital, lower, digit, special);
    }
}
