namespace Praxis.Data.Samples;

/// <summary>A class of products in a division, with its share of the reviews and how its buyers rate it.</summary>
/// <param name="Division">The division.</param>
/// <param name="Department">The department.</param>
/// <param name="Class">The class.</param>
/// <param name="Garment">How its reviewers talk.</param>
/// <param name="Weight">The share of the reviews, of all weights of the catalogue.</param>
/// <param name="Products">How many products (clothing ids) the class has.</param>
/// <param name="Ratings">The weights of 1 to 5 stars.</param>
internal sealed record ProductClass(string Division, string Department, string Class, Garment Garment, int Weight, int Products, int[] Ratings);
