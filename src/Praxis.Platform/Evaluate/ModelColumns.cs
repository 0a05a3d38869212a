using System.Runtime.ExceptionServices;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;
using Praxis.Platform.Prepare.Recipes;

namespace Praxis.Platform.Evaluate;

/// <summary>Which columns of a table a model looks at, and the instances that they make.</summary>
public static class ModelColumns
{
    /// <summary>The names of the table's columns in the order of the model's: the text's for a model of one column, the model's own otherwise and where a recipe stands before it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The column that holds the text, for a model of one.</param>
    public static IReadOnlyList<string> NamesOf(ITextClassifier model, string text)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Columns.Count == 1 && model is not RecipeClassifier ? [text] : [.. model.Columns.Select(column => column.Name)];
    }

    /// <summary>The instance of a row's cells at some places; null where the first of them is missing.</summary>
    public static Instance? InstanceOf(IReadOnlyList<string?> row, IReadOnlyList<int> places)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(places);
        return row[places[0]] is { } text ? new Instance(text, places.Count == 1 ? null : [.. places.Skip(1).Select(place => row[place])]) : null;
    }

    /// <summary>Runs a loop on several threads; what a user can mend comes out as it is.</summary>
    /// <exception cref="UserException">A row is at fault.</exception>
    internal static void ForEachRow(int rows, Action<int> body, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, rows, new ParallelOptions { CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (AggregateException error) when (error.Flatten().InnerExceptions.OfType<UserException>().FirstOrDefault() is { } told)
        {
            ExceptionDispatchInfo.Throw(told);
        }
    }
}
