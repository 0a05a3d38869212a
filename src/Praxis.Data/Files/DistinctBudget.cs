namespace Praxis.Data.Files;

/// <summary>How many hash slots the columns of one table may have together, so that a thousand columns take no more memory than ten.</summary>
internal sealed class DistinctBudget(long slots)
{
    private long left = slots;

    public bool Take(long slots)
    {
        if (left < slots)
            return false;
        left -= slots;
        return true;
    }

    public void Give(long slots) => left += slots;
}
