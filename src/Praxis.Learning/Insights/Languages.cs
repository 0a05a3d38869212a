using System.Collections.Frozen;

namespace Praxis.Learning.Insights;

/// <summary>
/// Tells a text's language by its small words: articles, pronouns, prepositions, which make up a third of most texts. A language is named where it has three of them or more
/// (two in texts of up to six words), a tenth of the words, and half as many again as the next one; else it is unknown, and short titles mostly are.
/// </summary>
public static class Languages
{
    private const int MostWords = 60;
    private const int LongestWord = 12;

    private static readonly string[] words =
    [
        "",
        "the a an i do at or and is was it of to in that this for with my are but not have you on as they be so very just from would which were been",
        "der die das und ist nicht ich ein eine mit auf für den dem sich es auch wie zu von war sehr aber sie wir haben wurde sind bei nach",
        "le la les et est un une des du que qui dans pour pas je avec sur il elle nous vous mais très cette sont au ce plus été leur",
        "el la los las y es un una de que en por con no para su muy pero se lo como más este está son del mi todo fue también",
        "il la lo gli e è un una di che non per con sono molto ma si del della questo anche più le nel mi ho era come alla dei",
        "o a os as e é um uma de que não para com em do da muito mas se por no na mais este foi está são ao você meu",
        "de het een en is van niet ik dat op te met voor zijn maar er aan ook als bij was heb deze naar zeer nog worden wordt hij uit",
        "och det att är en som på för med inte den jag av till har om ett var men de så vi kan från mycket också eller min när detta",
        "i w nie na się z do jest to że jak o ale po co tak za od czy są był bardzo jego dla tego już mnie być przez może",
        "и в не на что я с он как это по но все она так его за от бы очень мне было же вы мы для меня из у они",
    ];

    private static readonly FrozenDictionary<string, int> masks = words.Index().SelectMany(own => own.Item.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: word, Mask: 1 << own.Index)))
        .GroupBy(pair => pair.Word, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.Aggregate(0, (mask, pair) => mask | pair.Mask), StringComparer.Ordinal);

    /// <summary>The language of a text, by its first sixty words.</summary>
    public static Language Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var known = masks.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<int> counts = stackalloc int[words.Length];
        counts.Clear();
        Span<char> word = stackalloc char[LongestWord];
        var (all, length) = (0, 0);
        for (var i = 0; i <= text.Length && all < MostWords; i++)
        {
            var letter = i < text.Length ? text[i] : ' ';
            if (char.IsLetter(letter))
            {
                if (length < LongestWord)
                    word[length] = char.ToLowerInvariant(letter);
                length++;
                continue;
            }

            if (length == 0)
                continue;
            all++;
            if (length <= LongestWord && known.TryGetValue(word[..length], out var mask))
                for (var language = 1; language < counts.Length; language++)
                    counts[language] += mask >> language & 1;
            length = 0;
        }

        return Best(counts, all);
    }

    private static Language Best(ReadOnlySpan<int> counts, int all)
    {
        var (best, next) = (0, 0);
        for (var language = 1; language < counts.Length; language++)
            if (counts[language] > counts[best])
                (best, next) = (language, counts[best]);
            else
                next = Math.Max(next, counts[language]);
        return best > 0 && counts[best] >= (all <= 6 ? 2 : 3) && 10 * counts[best] >= all && 2 * counts[best] >= 3 * next ? (Language)best : Language.Unknown;
    }
}
