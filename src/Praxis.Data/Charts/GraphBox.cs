namespace Praxis.Data.Charts;

/// <summary>A thing of a graph.</summary>
/// <param name="Key">What lines name it by.</param>
/// <param name="Head">What it is.</param>
/// <param name="Label">Its name.</param>
/// <param name="Column">Its column, smaller ones left; may be negative.</param>
/// <param name="IsMarked">Whether it stands out.</param>
public sealed record GraphBox(string Key, string Head, string Label, int Column, bool IsMarked);
