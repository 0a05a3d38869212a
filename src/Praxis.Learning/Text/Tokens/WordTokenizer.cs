using System.Text.RegularExpressions;

namespace Praxis.Learning.Text.Tokens;

/// <summary>
/// Words and punctuation of English text as NLTK's <c>word_tokenize</c> gives them for lower-cased text: sentence by sentence, by the rules of the Penn Treebank
/// (R. MacIntyre, 1995, "sed script to produce Penn Treebank tokenization") with NLTK's additions. Text with capital letters is split as it would be in lower case.
/// </summary>
public static partial class WordTokenizer
{
    // A word character is a letter, a digit or an underscore of any script.
    private const string Word = @"[\p{L}\p{N}_]";

    private static readonly (Regex Match, string Into)[] beforePadding =
    [
        (OpeningQuote(), " $0 "),
        (QuoteAtStart(), "``"),
        (BackQuotes(), " `` "),
        (QuoteAfterOpening(), "$1 `` "),
        (SingleAfterApostrophe(), "' $1"),
        (LastPeriod(), "$1 . $2 "),
        (CommaOrColon(), " $1 $2"),
        (LastCommaOrColon(), " $0 "),
        (Periods(), " $0 "),
        (Symbol(), " $0 "),
        (LastPeriodPlain(), "$1 .$2 "),
        (QuestionOrExclamation(), " $0 "),
        (ClosingApostrophe(), "$1 ' "),
        (Star(), " $0 "),
        (Bracket(), " $0 "),
        (Dashes(), " -- "),
    ];

    private static readonly (Regex Match, string Into)[] afterPadding =
    [
        (ClosingQuote(), " $0 "),
        (TwoApostrophes(), " '' "),
        (Quote(), " '' "),
        (ShortClitic(), "$1 $2 "),
        (LongClitic(), "$1 $2 "),
        (Cannot(), " $1 $2 "),
        (Dye(), " $1 $2 "),
        (Gimme(), " $1 $2 "),
        (Gonna(), " $1 $2 "),
        (Gotta(), " $1 $2 "),
        (Lemme(), " $1 $2 "),
        (MoreN(), " $1 $2 "),
        (Wanna(), " $1 $2 "),
        (Tis(), " $1 $2 "),
        (Twas(), " $1 $2 "),
    ];

    /// <summary>The tokens of a text in order; none holds white space.</summary>
    public static IReadOnlyList<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<string>();
        foreach (var sentence in SentenceSplitter.Split(text))
            tokens.AddRange(Words(sentence).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return tokens;
    }

    private static string Words(string sentence)
    {
        foreach (var (match, into) in beforePadding)
            sentence = match.Replace(sentence, into);
        sentence = $" {sentence} ";
        foreach (var (match, into) in afterPadding)
            sentence = match.Replace(sentence, into);
        return sentence;
    }

    [GeneratedRegex("[«“‘„]|`+")]
    private static partial Regex OpeningQuote();

    [GeneratedRegex("^\"")]
    private static partial Regex QuoteAtStart();

    [GeneratedRegex("``")]
    private static partial Regex BackQuotes();

    [GeneratedRegex("([ (\\[{<])(?:\"|'')")]
    private static partial Regex QuoteAfterOpening();

    [GeneratedRegex("'(?!re|ve|ll|m|t|s|d|n)(" + Word + ")(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SingleAfterApostrophe();

    [GeneratedRegex("([^.])\\.([\\])}>\"'»”’ ]*)\\s*$")]
    private static partial Regex LastPeriod();

    [GeneratedRegex(@"([:,])(\D)", RegexOptions.Singleline)]
    private static partial Regex CommaOrColon();

    [GeneratedRegex("[:,]$")]
    private static partial Regex LastCommaOrColon();

    [GeneratedRegex(@"\.{2,}")]
    private static partial Regex Periods();

    [GeneratedRegex("[;@#$%&]")]
    private static partial Regex Symbol();

    [GeneratedRegex("([^.])\\.([\\])}>\"']*)\\s*$")]
    private static partial Regex LastPeriodPlain();

    [GeneratedRegex("[?!]")]
    private static partial Regex QuestionOrExclamation();

    [GeneratedRegex("([^'])' ")]
    private static partial Regex ClosingApostrophe();

    [GeneratedRegex(@"\*")]
    private static partial Regex Star();

    [GeneratedRegex(@"[\[\](){}<>]")]
    private static partial Regex Bracket();

    [GeneratedRegex("--")]
    private static partial Regex Dashes();

    [GeneratedRegex("[»”’]")]
    private static partial Regex ClosingQuote();

    [GeneratedRegex("''")]
    private static partial Regex TwoApostrophes();

    [GeneratedRegex("\"")]
    private static partial Regex Quote();

    [GeneratedRegex("([^' ])('[sSmMdD]|') ")]
    private static partial Regex ShortClitic();

    [GeneratedRegex("([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) ")]
    private static partial Regex LongClitic();

    [GeneratedRegex("(?<!" + Word + ")(can)(not)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Cannot();

    [GeneratedRegex("(?<!" + Word + ")(d)('ye)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dye();

    [GeneratedRegex("(?<!" + Word + ")(gim)(me)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gimme();

    [GeneratedRegex("(?<!" + Word + ")(gon)(na)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gonna();

    [GeneratedRegex("(?<!" + Word + ")(got)(ta)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Gotta();

    [GeneratedRegex("(?<!" + Word + ")(lem)(me)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Lemme();

    [GeneratedRegex("(?<!" + Word + ")(more)('n)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MoreN();

    [GeneratedRegex("(?<!" + Word + ")(wan)(na)(?=\\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Wanna();

    [GeneratedRegex(" ('t)(is)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tis();

    [GeneratedRegex(" ('t)(was)(?!" + Word + ")", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Twas();
}
