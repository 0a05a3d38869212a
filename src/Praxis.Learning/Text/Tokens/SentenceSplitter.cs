using System.Text.RegularExpressions;

namespace Praxis.Learning.Text.Tokens;

/// <summary>
/// Splits lower-cased English text into sentences as NLTK's Punkt does with its English model (T. Kiss and J. Strunk, 2006, "Unsupervised multilingual sentence boundary
/// detection"). Of the model only the abbreviations matter there: what it knows of capital letters plays no part.
/// </summary>
internal static partial class SentenceSplitter
{
    private const string Marks = ".!?";
    private const string AfterMark = ")\";}]*:@'({[!?";

    // The abbreviations of NLTK's English model, which is published data.
    private static readonly HashSet<string> abbreviations = [.. """
        a.a a.c a.d a.g a.h a.m a.m.e a.s a.t adm ala ariz aug ave b.f b.v bros c c.i.t c.o.m.b c.v calif chg cie co col colo conn corp cos ct d d.c d.h d.w
        dec dr e e.f e.h e.l e.m f f.g f.j feb fla fri ft g g.d g.f g.k ga gen h h.c h.f h.m i.m.s ill inc j.b j.c j.j j.k j.p j.r jan jr k kan ky l l.a l.f
        l.p lt ltd m m.b.a m.d.c m.j maj messrs mg mich minn mr mrs ms n n.c n.d n.h n.j n.m n.v n.y nev nov oct ok okla ore p p.a.m p.m pa ph.d prof r r.a
        r.h r.i r.j r.k r.t rep reps s s.a s.a.y s.c s.g s.p.a s.s sen sep sept sr st sw t t.j tenn tues u.k u.n u.s u.s.a u.s.s.r v va vs vt w w.c w.r w.va
        w.w wash wed wis yr
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)];

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> isAbbreviation = abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The sentences in order, without the white space between them.</summary>
    public static List<string> Split(string text)
    {
        var sentences = new List<string>();
        var begin = 0;
        foreach (var (mark, next) in Ends(text))
        {
            sentences.Add(text[begin..(mark + 1)]);
            begin = next;
        }

        sentences.Add(text[begin..Math.Max(begin, text.AsSpan().TrimEnd().Length)]);
        return Realigned(sentences);
    }

    // The marks that end a sentence, each with the start of the next.
    private static List<(int Mark, int Next)> Ends(string text)
    {
        var ends = new List<(int, int)>();
        var chunk = (Begin: int.MaxValue, End: int.MaxValue);
        for (var mark = text.Length - 2; mark >= 0; mark--)
        {
            if (!Marks.Contains(text[mark]))
                continue;
            var next = mark + 1;
            while (next < text.Length && char.IsWhiteSpace(text[next]))
                next++;
            var isBeside = AfterMark.Contains(text[mark + 1]);
            if (!isBeside && (next == mark + 1 || next == text.Length))
                continue;
            if (mark >= chunk.Begin && mark < chunk.End)
                continue;
            chunk = Before(text, mark);
            var after = isBeside ? text.AsSpan(mark + 1, 1) : text.AsSpan(mark + 1, EndOfChunk(text, next) - mark - 1);
            if (HasEnd(string.Concat(text.AsSpan(chunk.Begin, chunk.End - chunk.Begin), text.AsSpan(mark, 1), after)))
                ends.Add((mark, isBeside ? mark + 1 : next));
        }

        ends.Reverse();
        return ends;
    }

    private static (int Begin, int End) Before(string text, int mark)
    {
        var end = mark;
        while (end > 0 && char.IsWhiteSpace(text[end - 1]))
            end--;
        var begin = end;
        while (begin > 0 && !char.IsWhiteSpace(text[begin - 1]))
            begin--;
        return (begin, end);
    }

    private static int EndOfChunk(string text, int begin)
    {
        while (begin < text.Length && !char.IsWhiteSpace(text[begin]))
            begin++;
        return begin;
    }

    // Whether some token but the last ends a sentence.
    private static bool HasEnd(string context)
    {
        var tokens = Token().Matches(context);
        for (var i = 0; i + 1 < tokens.Count; i++)
            if (IsEnd(tokens[i].ValueSpan, tokens[i + 1].ValueSpan))
                return true;
        return false;
    }

    private static bool IsEnd(ReadOnlySpan<char> token, ReadOnlySpan<char> next)
    {
        if (token is "." or "!" or "?")
            return true;
        if (!token.EndsWith('.') || token.EndsWith("..") || token.ContainsAny(' ', '\t', '\n'))
            return false;
        var word = token[..^1];
        if (isAbbreviation.Contains(word) || isAbbreviation.Contains(word[(word.LastIndexOf('-') + 1)..]))
            return false;
        var isOpen = (word.Length == 1 && char.IsLetter(word[0])) || Number().IsMatch(token);
        return !(isOpen && (char.IsLower(next[0]) || next is ";" or ":" or "," or "." or "!" or "?"));
    }

    // Closing characters at the start of a sentence belong to the one before.
    private static List<string> Realigned(List<string> sentences)
    {
        var all = new List<string>();
        var skipped = 0;
        for (var i = 0; i < sentences.Count; i++)
        {
            var own = sentences[i][skipped..];
            skipped = 0;
            if (i + 1 < sentences.Count && Closing().Match(sentences[i + 1]) is { Success: true } closing)
            {
                own += closing.Value.Trim();
                skipped = closing.Length;
            }

            if (own.Length > 0)
                all.Add(own);
        }

        return all;
    }

    [GeneratedRegex("""(?:-{2,}|\.{2,}|(?:\.\s){2,}\.)|(?=[^("`{\[:;&#*@)}\]\-,])\S+?(?=\s|$|[)";}\]*:@'({\[!?]|-{2,}|\.{2,}|(?:\.\s){2,}\.|,(?=$|\s|[)";}\]*:@'({\[!?]|-{2,}|\.{2,}|(?:\.\s){2,}\.))|\S""", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    [GeneratedRegex("""^-?[.,]?\d[\d,.\-]*\.?$""", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("""^["')\]}]+?(?:\s+|(?=--)|$)""", RegexOptions.CultureInvariant)]
    private static partial Regex Closing();
}
