using System.Text;

namespace Praxis.Learning.Insights;

/// <summary>The script of a letter by its block of Unicode.</summary>
internal static class Scripts
{
    public static Script Of(Rune letter) => letter.Value switch
    {
        < 0x0250 or (>= 0x1e00 and < 0x1f00) or (>= 0xff21 and < 0xff5b) => Script.Latin,
        (>= 0x0370 and < 0x0400) or (>= 0x1f00 and < 0x2000) => Script.Greek,
        (>= 0x0400 and < 0x0530) or (>= 0x1c80 and < 0x1c90) => Script.Cyrillic,
        >= 0x0590 and < 0x0600 => Script.Hebrew,
        (>= 0x0600 and < 0x0780) or (>= 0xfb50 and < 0xfe00) or (>= 0xfe70 and < 0xff00) => Script.Arabic,
        >= 0x0900 and < 0x0e00 => Script.Indic,
        >= 0x0e00 and < 0x0f00 => Script.Thai,
        (>= 0x1100 and < 0x1200) or (>= 0xac00 and < 0xd7b0) => Script.Hangul,
        >= 0x3040 and < 0x3100 => Script.Kana,
        (>= 0x3400 and < 0xa000) or (>= 0xf900 and < 0xfb00) or (>= 0x20000 and < 0x32000) => Script.Han,
        _ => Script.Other,
    };
}
