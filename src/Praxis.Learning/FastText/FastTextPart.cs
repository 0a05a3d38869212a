namespace Praxis.Learning.FastText;

/// <summary>A part of a model that can be written as text.</summary>
public enum FastTextPart
{
    /// <summary>The settings that the model keeps.</summary>
    Arguments,

    /// <summary>Words and labels with their counts.</summary>
    Dictionary,

    /// <summary>The input matrix.</summary>
    Input,

    /// <summary>The output matrix.</summary>
    Output,
}
