namespace Praxis.Data.Samples;

/// <summary>The kinds of garment that reviewers talk about in their own words.</summary>
internal enum Garment
{
    Dress,
    Top,
    Sweater,
    Pants,
    Jeans,
    Shorts,
    Skirt,
    Jacket,
    Intimates,
    Legwear,
    Lounge,
    Sleep,
    Swim,
    Trend,
}
