namespace Praxis.Data.Recipes;

/// <summary>
/// Rounds a table of shares up or down, cell by cell, so that all sums of rows and columns stay as they are (L. H. Cox, 1987, "A constructive procedure for unbiased
/// controlled rounding"): such a rounding always exists where the sums are whole. Here it is found as a flow: cells that have a fraction are dealt greedily, largest first,
/// and what is left finds its way by swapping.
/// </summary>
internal static class ControlledRounding
{
    /// <summary>Whole numbers [row][column] that are each within one of <c>rows[i] × columns[j] / Σ</c>.</summary>
    /// <param name="rows">Sums of the rows.</param>
    /// <param name="columns">Sums of the columns; as many in all.</param>
    public static long[][] Of(long[] rows, long[] columns)
    {
        decimal all = Math.Max(1, rows.Sum());
        var result = rows.Select(row => columns.Select(column => (long)Math.Floor(row * column / all)).ToArray()).ToArray();
        var fractions = rows.Select((row, i) => columns.Select((column, j) => row * column / all - result[i][j]).ToArray()).ToArray();
        var isUp = rows.Select(_ => new bool[columns.Length]).ToArray();
        var rowsLeft = rows.Select((row, i) => row - result[i].Sum()).ToArray();
        var columnsLeft = columns.Select((column, j) => column - result.Sum(row => row[j])).ToArray();
        foreach (var (i, j) in Cells(rows.Length, columns.Length).Where(cell => fractions[cell.Row][cell.Column] > 0).OrderByDescending(cell => fractions[cell.Row][cell.Column]).ToList())
            if (rowsLeft[i] > 0 && columnsLeft[j] > 0)
            {
                isUp[i][j] = true;
                rowsLeft[i]--;
                columnsLeft[j]--;
            }

        for (var i = 0; i < rows.Length; i++)
            while (rowsLeft[i] > 0 && Augment(i, isUp, fractions, columnsLeft, new bool[columns.Length]))
                rowsLeft[i]--;
        foreach (var (i, j) in Cells(rows.Length, columns.Length).Where(cell => isUp[cell.Row][cell.Column]))
            result[i][j]++;
        return result;
    }

    // Raises a cell of the row; where its column is full, another row gives that column up and looks for one of its own.
    private static bool Augment(int row, bool[][] isUp, decimal[][] fractions, long[] columnsLeft, bool[] isSeen)
    {
        for (var column = 0; column < columnsLeft.Length; column++)
        {
            if (isSeen[column] || isUp[row][column] || fractions[row][column] == 0)
                continue;
            isSeen[column] = true;
            if (columnsLeft[column] > 0)
                columnsLeft[column]--;
            else if (Enumerable.Range(0, isUp.Length).Where(other => isUp[other][column]).Cast<int?>().FirstOrDefault(other => Augment(other!.Value, isUp, fractions, columnsLeft, isSeen)) is { } giver)
                isUp[giver][column] = false;
            else
                continue;
            isUp[row][column] = true;
            return true;
        }

        return false;
    }

    private static IEnumerable<(int Row, int Column)> Cells(int rows, int columns) => Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(0, columns).Select(column => (row, column)));
}
