using System.Text;

namespace Praxis.Learning.Text;

/// <summary>Cuts normal texts into the numbers of their symbols.</summary>
internal static class SymbolReader
{
    /// <summary>The numbers of a text's words, or of its characters; where <paramref name="isNew"/> is off, -1 stands for those that the table does not have.</summary>
    public static void Read(NgramSymbols kind, TextTokenizerKind tokenizer, ReadOnlySpan<char> text, WordTable table, bool isNew, List<int> symbols)
    {
        if (kind == NgramSymbols.Characters)
        {
            ReadCharacters(text, table, isNew, symbols);
            return;
        }

        var position = 0;
        while (TextTokenizer.TryNext(kind == NgramSymbols.Words ? tokenizer : TextTokenizerKind.Whitespace, text, ref position, out var word))
            symbols.Add(isNew ? table.Add(word) : table.Find(word));
    }

    /// <summary>The numbers of a word's characters, a blank before and behind.</summary>
    public static void ReadWithinWord(ReadOnlySpan<char> word, WordTable table, bool isNew, List<int> symbols)
    {
        symbols.Add(isNew ? table.Add(" ") : table.Find(" "));
        ReadCharacters(word, table, isNew, symbols);
        symbols.Add(isNew ? table.Add(" ") : table.Find(" "));
    }

    private static void ReadCharacters(ReadOnlySpan<char> text, WordTable table, bool isNew, List<int> symbols)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = 1;
            ReadOnlySpan<char> symbol = " ";
            if (CharacterClasses.IsBlank(text[at]))
            {
                while (at + length < text.Length && CharacterClasses.IsBlank(text[at + length]))
                    length++;
            }
            else
            {
                if (char.IsSurrogate(text[at]))
                    Rune.DecodeFromUtf16(text[at..], out _, out length);
                symbol = text.Slice(at, length);
            }

            symbols.Add(isNew ? table.Add(symbol) : table.Find(symbol));
            at += length;
        }
    }
}
