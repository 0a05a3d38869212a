using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Data.Recipes;

/// <summary>One step of a <see cref="Recipe"/>: a SELECT over the table before it. What a step learns is fixed when it is fitted and used as it is on other rows.</summary>
/// <param name="Kind">Its name in a recipe's file.</param>
public abstract record RecipeStep(string Kind)
{
    /// <summary>Whether it only makes sense on rows to be learned from; it is left out where a fitted recipe is applied.</summary>
    public virtual bool IsForTraining => false;

    /// <summary>Where it stands in the recipe's file; null where it was built in code.</summary>
    public string? Place { get; init; }

    /// <summary>The columns that have to be there.</summary>
    internal virtual IEnumerable<string> Reads => [];

    /// <summary>Whether its columns depend on what it learns, so that they are not known before.</summary>
    internal virtual bool IsOpen => false;

    /// <summary>Whether it looks at the rows before its own are made, so that those before it are held.</summary>
    internal virtual bool IsFitted => false;

    /// <summary>Whether its rows are held once made: those that follow would otherwise make them again.</summary>
    internal virtual bool IsHeld => false;

    /// <summary>Whether what it computes is dear (a regular expression, words of a text), so that it is better held than computed again.</summary>
    internal virtual bool IsDear => false;

    /// <summary>Whether it leaves rows out.</summary>
    internal virtual bool IsFilter => false;

    /// <summary>The columns that it replaces or adds, as far as its settings tell.</summary>
    internal virtual IEnumerable<string> Writes => Reads;

    /// <summary>SQL of the user's in it; it may name columns that <see cref="Reads"/> does not.</summary>
    internal virtual IEnumerable<string> Formulas => [];

    /// <summary>What is wrong with its settings; each with what was expected.</summary>
    internal virtual IEnumerable<(string Found, string Expected)> Mistakes(StepInput input) => [];

    /// <summary>What it learns from the rows.</summary>
    internal virtual JsonObject? Fit(StepInput input) => null;

    /// <summary>Looks at the rows and ends the run where they are not as they have to be; what is only to be known is returned.</summary>
    internal virtual IEnumerable<Problem> Verify(StepInput input, JsonObject? state) => [];

    /// <summary>The SELECT; it has the column <c>__row</c> too, by which rows are ordered.</summary>
    internal abstract string Select(StepInput input, JsonObject? state);
}
