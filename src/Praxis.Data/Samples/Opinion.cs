namespace Praxis.Data.Samples;

/// <summary>What a sentence thinks of the garment.</summary>
internal enum Opinion
{
    Good,
    Mixed,
    Bad,
}
