namespace Praxis.Learning.FastText.Vectors;

/// <summary>A word near to a question.</summary>
/// <param name="Token">Its bytes.</param>
/// <param name="Similarity">The cosine of the angle between its vector and that of the question.</param>
public readonly record struct WordNeighbour(ReadOnlyMemory<byte> Token, float Similarity)
{
    /// <summary>The word as text.</summary>
    public string Word => System.Text.Encoding.UTF8.GetString(Token.Span);
}
