namespace Praxis.Learning.Text;

/// <summary>The n-grams of one length that were met while counting.</summary>
/// <param name="Keys">Each n-gram as the number of all but its last symbol, in the level before, and that symbol (<see cref="PairTable.Key"/>); empty for single symbols, which are their own numbers.</param>
/// <param name="Ids">Which n-gram begins at each position of the sequences; -1: none, or one that cannot be frequent enough.</param>
/// <param name="Frequencies">In how many sequences each occurs.</param>
internal sealed record NgramLevel(ulong[] Keys, int[] Ids, int[] Frequencies);
