namespace Praxis.Learning.FastText.Lines;

/// <summary>What <see cref="TextLines"/> hands the lines of a text to.</summary>
internal interface ILineTaker
{
    /// <summary>A line whose features are complete.</summary>
    void TakeLine();

    /// <summary>The text that was at hand is used up, and the next reading may wait: whatever is held back should go out now.</summary>
    void Flush();
}
