using System.Text;

namespace Praxis.Contracts.Foundation;

/// <summary>
/// The one exception for what a user can mend. It tells all mistakes of one input at once, up to <see cref="MostProblems"/>;
/// every other exception is a bug.
/// </summary>
public sealed class UserException : Exception
{
    /// <summary>How many problems one exception tells at most.</summary>
    public const int MostProblems = 20;

    /// <summary>Creates the exception from its problems; those past <see cref="MostProblems"/> are left out.</summary>
    public UserException(Fault fault, IEnumerable<Problem> problems, Exception? cause = null)
        : this(fault, [.. problems.Take(MostProblems)], cause)
    {
    }

    /// <summary>Creates the exception from one problem of the input.</summary>
    public UserException(Problem problem, Exception? cause = null)
        : this(Fault.Input, [problem], cause)
    {
    }

    private UserException(Fault fault, Problem[] problems, Exception? cause)
        : base(Describe(problems), cause)
    {
        Fault = fault;
        Problems = problems;
    }

    /// <summary>Who can mend it.</summary>
    public Fault Fault { get; }

    /// <summary>What is wrong, in the order found; at least one.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    private static string Describe(Problem[] problems)
    {
        var text = new StringBuilder();
        foreach (var problem in problems)
        {
            if (text.Length > 0)
                text.Append('\n');
            text.Append(problem.Found);
            if (problem.Where is not null)
                text.Append(" (").Append(problem.Where).Append(')');
            text.Append('.');
            if (problem.Expected is not null)
                text.Append(" Expected: ").Append(problem.Expected).Append('.');
            if (problem.Remedy is not null)
                text.Append(' ').Append(problem.Remedy).Append('.');
        }

        return text.ToString();
    }
}
