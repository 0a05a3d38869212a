namespace Praxis.Contracts.Foundation;

/// <summary>Who can mend a <see cref="UserException"/>; the value is the command line's exit code.</summary>
public enum Fault
{
    /// <summary>The command or the data is at fault; nothing was changed.</summary>
    Input = 1,

    /// <summary>The command was right, but a gate was not met or the environment (disk, permission, port, memory) refused.</summary>
    Environment = 2,
}
