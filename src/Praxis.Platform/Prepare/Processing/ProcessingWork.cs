namespace Praxis.Platform.Prepare.Processing;

/// <summary>What a processing job does.</summary>
public enum ProcessingWork
{
    /// <summary>Runs the user's own program.</summary>
    Program,

    /// <summary>Runs SELECTs over the inputs.</summary>
    Sql,

    /// <summary>Fits a recipe on the first input; the others are the tables that it joins.</summary>
    Recipe,
}
