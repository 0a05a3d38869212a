using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Praxis.Data.Recipes.Text;

/// <summary>
/// What <c>clean_text</c> does to a text, on UTF-8 bytes. Each gives what the regular expression named gives in the database (RE2), byte for byte; tests compare them.
/// White space is blank, tab, line feed, form feed and carriage return, as RE2 has it.
/// </summary>
internal static class TextCleaning
{
    public const string WhiteSpaceFunction = "praxis_squeeze";
    public const string TidyFunction = "praxis_tidy";
    public const string TagsFunction = "praxis_blank_tags";
    public const string AddressesFunction = "praxis_blank_addresses";
    public const string PunctuationFunction = "praxis_blank_punctuation";

    private static readonly byte[] withoutSigns = [.. Enumerable.Range(0, 256).Select(sign => IsSign(sign) ? (byte)' ' : (byte)sign)];

    private static readonly byte[] spaces = [.. Enumerable.Range(0, 256).Select(sign => (byte)(IsSpace((byte)sign) ? 1 : 0))];

    /// <summary>Each run of white space becomes one blank: <c>\s+</c>. Word by word a vector search is ten times slower than this loop: words are short.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int SqueezeWhiteSpace(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var (length, before) = (0, 0);
        foreach (var sign in text)
        {
            // Without a branch: where words end cannot be foretold.
            int space = spaces[sign];
            result[length] = (byte)((sign & (space - 1)) | (-space & ' '));
            length += 1 - (space & before);
            before = space;
        }

        return length;
    }

    /// <summary>As <see cref="SqueezeWhiteSpace"/>, and none is left at the ends, nor any other blank of Unicode: the database's <c>trim</c>.</summary>
    public static int TidyWhiteSpace(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var words = result[..SqueezeWhiteSpace(text, result)];
        var from = 0;
        while (Rune.DecodeFromUtf8(words[from..], out var first, out var size) == OperationStatus.Done && IsBlank(first))
            from += size;
        var to = words.Length;
        while (to > from && Rune.DecodeLastFromUtf8(words[from..to], out var last, out var size) == OperationStatus.Done && IsBlank(last))
            to -= size;
        if (from > 0)
            words[from..to].CopyTo(words);
        return to - from;
    }

    /// <summary>Each tag becomes a blank: <c>&lt;[^>]*></c>; then the five common entities are read.</summary>
    public static int BlankTags(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var length = BlankTagsAlone(text, result);
        return ReadEntities(result[..length]);
    }

    private static int BlankTagsAlone(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var length = 0;
        while (true)
        {
            var begin = text.IndexOf((byte)'<');
            var size = begin < 0 ? -1 : text[begin..].IndexOf((byte)'>');
            if (size < 0)
            {
                text.CopyTo(result[length..]);
                return length + text.Length;
            }

            text[..begin].CopyTo(result[length..]);
            length += begin;
            result[length++] = (byte)' ';
            text = text[(begin + size + 1)..];
        }
    }

    /// <summary>Each web address becomes a blank: <c>(https?://|www\.)\S+</c>, whatever its case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BlankAddresses(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            if ((sign | 0x20) is 'h' or 'w' && i + 1 < text.Length && (text[i + 1] | 0x20) is 't' or 'w' && Scheme(text[i..]) is > 0 and var scheme && i + scheme < text.Length && !IsSpace(text[i + scheme]))
            {
                sign = (byte)' ';
                while (i + 1 < text.Length && !IsSpace(text[i + 1]))
                    i++;
            }

            result[length++] = sign;
        }

        return length;
    }

    /// <summary>Each sign becomes a blank, those of ASCII and the punctuation of Unicode: <c>[[:punct:]\p{P}]</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int BlankPunctuation(ReadOnlySpan<byte> text, Span<byte> result)
    {
        if (!Ascii.IsValid(text))
            return BlankRunes(text, result);
        for (var i = 0; i < text.Length; i++)
            result[i] = withoutSigns[text[i]];
        return text.Length;
    }

    private static bool IsSpace(byte sign) => sign is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r';

    private static bool IsBlank(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator;

    private static bool IsSign(int sign) => sign is >= '!' and <= '/' or >= ':' and <= '@' or >= '[' and <= '`' or >= '{' and <= '~';

    private static int BlankRunes(ReadOnlySpan<byte> text, Span<byte> result)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(text, out var rune, out var size) == OperationStatus.Done)
        {
            if (IsPunctuation(rune))
                result[length++] = (byte)' ';
            else
            {
                text[..size].CopyTo(result[length..]);
                length += size;
            }

            text = text[size..];
        }

        return length;
    }

    // Unicode has called thirteen more signs punctuation since the database's tables were made; results have to stay as they are.
    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? IsSign(rune.Value)
        : Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
            && rune.Value is not (0x1B4E or 0x1B4F or 0x1B7F or 0x10D6E or 0x113D4 or 0x113D5 or 0x113D7 or 0x113D8 or 0x11BE1 or 0x16D6D or 0x16D6E or 0x16D6F or 0x1E5FF);

    private static int ReadEntities(Span<byte> text)
    {
        var next = text.IndexOf((byte)'&');
        if (next < 0)
            return text.Length;
        var length = next;
        while (next < text.Length)
        {
            var (sign, size) = text[next] == '&' ? Entity(text[next..]) : (text[next], 1);
            text[length++] = sign;
            next += size;
        }

        return length;
    }

    private static (byte Sign, int Size) Entity(ReadOnlySpan<byte> text) =>
        text.StartsWith("&lt;"u8) ? ((byte)'<', 4) :
        text.StartsWith("&gt;"u8) ? ((byte)'>', 4) :
        text.StartsWith("&amp;"u8) ? ((byte)'&', 5) :
        text.StartsWith("&#39;"u8) ? ((byte)'\'', 5) :
        text.StartsWith("&quot;"u8) ? ((byte)'"', 6) : ((byte)'&', 1);

    // The length of https?:// or www. at the start; 0 where there is none. RE2 folds the long s to s too.
    private static int Scheme(ReadOnlySpan<byte> text)
    {
        if (Begins(text, "www."u8))
            return 4;
        if (!Begins(text, "http"u8))
            return 0;
        var s = text.Length > 4 && (text[4] | 0x20) == 's' ? 1 : text[4..].StartsWith("ſ"u8) ? 2 : 0;
        return text[(4 + s)..].StartsWith("://"u8) ? 7 + s : 0;
    }

    private static bool Begins(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length < lower.Length)
            return false;
        for (var i = 0; i < lower.Length; i++)
            if ((lower[i] == '.' ? text[i] : text[i] | 0x20) != lower[i])
                return false;
        return true;
    }
}
