namespace Praxis.Data.Samples;

/// <summary>Which letters a reviewer writes large.</summary>
internal enum Capitals
{
    /// <summary>Only the first of the text, the commonest in reviews of shops.</summary>
    First,

    /// <summary>The first of each sentence, names and "I".</summary>
    Sentences,

    None,

    All,
}
