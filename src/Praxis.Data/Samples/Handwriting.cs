namespace Praxis.Data.Samples;

/// <summary>How one person types: capitals, apostrophes, spaces and mistakes.</summary>
internal ref struct Handwriting
{
    private const string Rows = "qwertyuiop asdfghjkl zxcvbnm";

    private readonly TextBuffer output;
    private SplitMix random;
    private readonly Capitals capitals;
    private readonly int typos;
    private readonly int shouts;
    private readonly int lostSpaces;
    private readonly bool dropsApostrophes;
    private readonly bool doublesSpaces;

    public Handwriting(SplitMix stream, TextBuffer output)
    {
        random = stream;
        this.output = output;
        var style = random.Below(100);
        capitals = style < 60 ? Capitals.First : style < 87 ? Capitals.Sentences : style < 99 ? Capitals.None : Capitals.All;
        var care = random.Below(100);
        typos = care < 52 ? 0 : care < 82 ? 40 : care < 97 ? 170 : 700;
        shouts = random.Chance(700) ? 250 : 0;
        lostSpaces = random.Chance(600) ? 5000 : random.Chance(1000) ? 800 : 0;
        dropsApostrophes = random.Chance(900);
        doublesSpaces = random.Chance(1600);
    }

    /// <summary>Types a text that is spelled right and in lower case but for names.</summary>
    public void Type(ReadOnlySpan<byte> text)
    {
        var startsSentence = true;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (IsLetter(c))
            {
                var end = i + 1;
                while (end < text.Length && (IsLetter(text[end]) || (text[end] == '\'' && end + 1 < text.Length && IsLetter(text[end + 1]))))
                    end++;
                TypeWord(text[i..end], startsSentence);
                startsSentence = false;
                i = end;
                continue;
            }

            if (c is (byte)'.' or (byte)'!' or (byte)'?' or (byte)'\n')
                startsSentence = true;
            else if (c is >= (byte)'0' and <= (byte)'9')
                startsSentence = false;
            i++;
            if (c == ' ' && output.Length > 0)
            {
                var before = output[output.Length - 1];
                if (before is (byte)'.' or (byte)'!' or (byte)',' && random.Chance(lostSpaces))
                    continue;
                if (IsLetter(before) && random.Chance(typos / 5))
                    continue;
                if (startsSentence && doublesSpaces)
                    output.Append(c);
            }

            output.Append(c);
        }
    }

    private static bool IsLetter(byte c) => (uint)((c | 0x20) - 'a') < 26;

    private void TypeWord(ReadOnlySpan<byte> word, bool startsSentence)
    {
        var start = output.Length;
        var isShouted = capitals == Capitals.All || (shouts > 0 && word.Length > 1 && random.Chance(shouts));
        foreach (var c in word)
        {
            if (c == '\'' && dropsApostrophes)
                continue;
            var isLetter = c != '\'';
            output.Append(isShouted && isLetter ? (byte)(c & ~0x20) : capitals == Capitals.Sentences || !isLetter ? c : (byte)(c | 0x20));
        }

        var isCapital = capitals switch
        {
            Capitals.First => start == 0,
            Capitals.Sentences => startsSentence || (word[0] == 'i' && (word.Length == 1 || word[1] == '\'')),
            _ => false,
        };
        if (isCapital)
            output[start] = (byte)(output[start] & ~0x20);
        if (typos > 0 && output.Length - start > 2 && random.Chance(typos))
            Mistype(start);
    }

    private void Mistype(int start)
    {
        var length = output.Length - start;
        var at = start + random.Below(length - 1);
        switch (random.Below(10))
        {
            case 0 or 1 or 2 or 3:
                (output[at], output[at + 1]) = (output[at + 1], output[at]);
                break;
            case 4 or 5:
                for (var i = at; i < output.Length - 1; i++)
                    output[i] = output[i + 1];
                output.Cut(output.Length - 1);
                break;
            case 6 or 7:
                output.Append(0);
                for (var i = output.Length - 1; i > at; i--)
                    output[i] = output[i - 1];
                break;
            default:
                output[at] = Neighbour(output[at]);
                break;
        }
    }

    private byte Neighbour(byte key)
    {
        var at = Rows.IndexOf((char)(key | 0x20), StringComparison.Ordinal);
        if (at < 0)
            return key;
        var beside = random.Chance(5000) ? at + 1 : at - 1;
        return beside < 0 || beside >= Rows.Length || Rows[beside] == ' ' ? key : (byte)Rows[beside];
    }
}
