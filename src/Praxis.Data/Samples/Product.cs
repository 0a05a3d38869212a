namespace Praxis.Data.Samples;

/// <summary>Something that is sold and reviewed.</summary>
/// <param name="Id">The clothing id.</param>
/// <param name="Garment">How its reviewers talk.</param>
/// <param name="IsPetite">Whether it is made for short people.</param>
/// <param name="RunningRatings">The weights of 1 to 5 stars as running sums.</param>
/// <param name="Categories">Division, department and class as they stand in a row, commas between.</param>
internal sealed record Product(int Id, Garment Garment, bool IsPetite, byte[] Categories, int[] RunningRatings);
