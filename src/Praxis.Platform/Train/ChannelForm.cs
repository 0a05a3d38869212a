namespace Praxis.Platform.Train;

/// <summary>How the rows of a channel's file are written.</summary>
public enum ChannelForm
{
    /// <summary>A table with a column for the text and one for the label.</summary>
    Table,

    /// <summary>fastText's and BlazingText's: a sample a line, labels are words that begin with <c>__label__</c>, anywhere in the line.</summary>
    LabeledLines,

    /// <summary>An augmented manifest: a JSON object a line, <c>source</c> the text and <c>label</c> a number, a name or a list of them.</summary>
    Manifest,

    /// <summary>Plain text, a row a line, for algorithms that learn without labels.</summary>
    PlainLines,
}
