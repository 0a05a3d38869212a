namespace Praxis.Platform.Foundation;

/// <summary>The process of a job, with all that it started.</summary>
internal interface IJobProcess : IDisposable
{
    /// <summary>The first process, which leads the session.</summary>
    ProcessIdentity Identity { get; }

    /// <summary>Whether the first process only attends to the job's own.</summary>
    bool IsAttended { get; }

    /// <summary>Completed when the first process has ended.</summary>
    Task Exit { get; }

    /// <summary>Its exit code, 128 and the signal where it was killed by one; known when it has ended.</summary>
    int ExitCode { get; }

    /// <summary>Hands on what the job says, until all of it has ended and <see cref="Hush"/> is called.</summary>
    /// <param name="hear">Given the stream, the line, and the byte of the stream behind it.</param>
    void Listen(Action<string, string, long> hear);

    /// <summary>Waits until the last words were handed on.</summary>
    /// <param name="isOver">Whether all has ended; else it goes on, and a line that is not whole yet is left to the next who listens.</param>
    void Hush(bool isOver);

    /// <summary>Sends a signal to all.</summary>
    void Signal(int signal);
}
