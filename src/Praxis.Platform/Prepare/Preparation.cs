using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Train;

namespace Praxis.Platform.Prepare;

/// <summary>
/// Cleans, splits and balances labelled texts in two passes over the table, keeping a few bytes a row. A row's place in the split follows
/// from its text and the seed alone, so a text never stands on both sides and rows that are added later move few others.
/// </summary>
public sealed class Preparation(PrepareOptions options)
{
    private const int FewestRowsPerClass = 10;
    private const int MostExamples = 10;
    private readonly LabelMap? map = options.LabelMap is null ? null : LabelMap.Parse(options.LabelMap);

    private enum Fate : byte
    {
        Dropped,
        Train,
        HeldOut,
    }

    private readonly record struct Kept(int Class, UInt128 Text);

    /// <summary>Writes the training and held-out rows as JSON Lines and says what was done.</summary>
    /// <param name="rows">Opens the table's rows from the start; called twice.</param>
    /// <param name="train">Takes the training rows.</param>
    /// <param name="heldOut">Takes the held-out rows, in the natural distribution.</param>
    /// <param name="cancellationToken">Stops between two rows.</param>
    /// <exception cref="UserException">One class only, or a class with fewer than ten rows.</exception>
    public PreparedRows Run(Func<IEnumerable<SourceRow>> rows, Stream train, Stream heldOut, CancellationToken cancellationToken)
    {
        long total = 0, missing = 0, unmapped = 0;
        var (missingRows, labelAsText) = (new List<long>(), new List<long>());
        var facets = new Dictionary<string, int>(StringComparer.Ordinal);
        var facetRows = new List<long>();
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = new List<Kept>();
        var facetOf = new List<int>();
        foreach (var row in rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            total++;
            var isMissing = row.Text is null || row.Label is null || (options.Facet is not null && row.Facet is null);
            var label = isMissing ? null : map is null ? row.Label : map.Map(row.Label!);
            if (isMissing && ++missing <= MostExamples)
                missingRows.Add(total);
            if (!isMissing && label is null)
                unmapped++;
            if (label is not null && labelAsText.Count < MostExamples && (row.Text == row.Label || row.Text == label))
                labelAsText.Add(total);
            if (label is null)
            {
                kept.Add(new Kept(-1, default));
                facetOf.Add(-1);
                continue;
            }

            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(labels, label, out var isKnown);
            if (!isKnown)
                id = labels.Count - 1;
            kept.Add(new Kept(id, Key(row.Text!)));
            if (options.Facet is null)
            {
                facetOf.Add(-1);
                continue;
            }

            ref var facet = ref CollectionsMarshal.GetValueRefOrAddDefault(facets, row.Facet!, out var isKnownFacet);
            if (!isKnownFacet)
                facet = facets.Count - 1;
            facetOf.Add(facet);
            if (facet == facetRows.Count)
                facetRows.Add(0);
            CollectionsMarshal.AsSpan(facetRows)[facet]++;
        }

        var rare = facets.Where(facet => facetRows[facet.Value] <= options.RareFacetRows)
            .OrderBy(facet => facet.Key, StringComparer.Ordinal)
            .ToDictionary(facet => facet.Key, facet => facetRows[facet.Value]);
        for (var i = 0; i < kept.Count; i++)
            if (facetOf[i] >= 0 && facetRows[facetOf[i]] <= options.RareFacetRows)
                kept[i] = new Kept(-1, default);
        var duplicates = RemoveOrCountCopies(kept, out var duplicateRows, out var contradictory);
        var names = labels.Keys.Order(StringComparer.Ordinal).ToArray();
        var order = new int[labels.Count];
        for (var i = 0; i < names.Length; i++)
            order[labels[names[i]]] = i;
        var classRows = new long[names.Length];
        foreach (var row in kept)
            if (row.Class >= 0)
                classRows[order[row.Class]]++;
        CheckClasses(names, classRows, total, missing);
        var fates = Split(kept, names.Length, out var trainingRows, order);
        if (options.Balance)
            DownSample(kept, fates, trainingRows);
        var (trained, held) = Write(rows, fates, kept, order, names, train, heldOut, cancellationToken);
        return new PreparedRows
        {
            Rows = total,
            Missing = missing,
            MissingRows = missingRows,
            Unmapped = unmapped,
            RareFacets = rare,
            Duplicates = duplicates,
            DuplicateRows = duplicateRows,
            LabelAsTextRows = labelAsText,
            ContradictoryRows = contradictory,
            Labels = names,
            ClassRows = classRows,
            TrainingRows = trainingRows.Select((_, i) => trainingRows[Array.IndexOf(order, i)]).ToArray(),
            Train = trained,
            HeldOut = held,
        };
    }

    private UInt128 Key(string text)
    {
        Span<byte> hash = stackalloc byte[32];
        Span<byte> seed = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(seed, options.Seed);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(seed);
        sha.AppendData(Encoding.UTF8.GetBytes(text));
        sha.GetHashAndReset(hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private long RemoveOrCountCopies(List<Kept> kept, out IReadOnlyList<long> duplicateRows, out IReadOnlyList<long> contradictory)
    {
        var first = new Dictionary<UInt128, int>();
        var (examples, contradictions) = (new List<long>(), new List<long>());
        long copies = 0;
        for (var i = 0; i < kept.Count; i++)
        {
            if (kept[i].Class < 0)
                continue;
            if (first.TryAdd(kept[i].Text, i))
                continue;
            if (kept[first[kept[i].Text]].Class != kept[i].Class)
            {
                if (contradictions.Count < MostExamples)
                    contradictions.Add(i + 1);
                continue;
            }

            if (++copies <= MostExamples)
                examples.Add(i + 1);
            if (options.Dedupe)
                kept[i] = new Kept(-1, default);
        }

        (duplicateRows, contradictory) = (examples, contradictions);
        return copies;
    }

    private void CheckClasses(string[] names, long[] classRows, long total, long missing)
    {
        if (names.Length == 0 || classRows.All(rows => rows == 0))
            throw new UserException(new Problem
            {
                Type = "no-labelled-rows",
                Found = $"none of the {total:N0} rows has a text and a label ({missing:N0} lack one)",
                Where = $"columns '{SafeText.Line(options.Text)}' and '{SafeText.Line(options.Label)}'",
                Expected = "rows with both",
                Remedy = "Name other columns with --text and --label, or check --label-map",
            });
        if (names.Length == 1)
            throw new UserException(new Problem
            {
                Type = "one-class",
                Found = $"every row has the same label '{SafeText.Line(names[0], 60)}'",
                Where = $"column '{SafeText.Line(options.Label)}'",
                Expected = "at least two classes",
                Remedy = "Name another column with --label, or another --label-map",
            });
        if (names.Length > 1000)
            throw new UserException(new Problem
            {
                Type = "too-many-classes",
                Found = $"the label has {names.Length:N0} different values",
                Where = $"column '{SafeText.Line(options.Label)}'",
                Expected = "at most 1,000 classes",
                Remedy = "Name the column of the class with --label, or group its values with --label-map",
            });
        var few = Enumerable.Range(0, names.Length).Where(i => classRows[i] < FewestRowsPerClass).ToArray();
        if (few.Length > 0)
            throw new UserException(Fault.Input, few.Select(i => new Problem
            {
                Type = "too-few-rows",
                Found = $"the class '{SafeText.Line(names[i], 60)}' has {classRows[i]} rows",
                Where = $"column '{SafeText.Line(options.Label)}'",
                Expected = $"at least {FewestRowsPerClass} rows a class",
                Remedy = "Add rows, or leave the class out of --label-map",
            }));
    }

    /// <summary>Groups the rows by text, orders each class's groups by their hash, and holds out from the front until the class's share is full.</summary>
    private Fate[] Split(List<Kept> kept, int classes, out long[] trainingRows, int[] order)
    {
        var size = new Dictionary<UInt128, (int Class, int Rows)>();
        foreach (var row in kept)
            if (row.Class >= 0)
            {
                ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(size, row.Text, out var isKnown);
                group = isKnown ? (group.Class, group.Rows + 1) : (row.Class, 1);
            }

        var perClass = new long[classes];
        foreach (var group in size.Values)
            perClass[group.Class] += group.Rows;
        var held = new HashSet<UInt128>();
        var quota = perClass.Select(rows => (long)Math.Max(1, Math.Round(rows * options.HeldOut, MidpointRounding.AwayFromZero))).ToArray();
        foreach (var group in size.OrderBy(group => group.Key))
        {
            if (quota[group.Value.Class] < group.Value.Rows)
                continue;
            quota[group.Value.Class] -= group.Value.Rows;
            held.Add(group.Key);
        }

        HoldOutOfEveryClass(size, held, classes);
        trainingRows = new long[order.Length];
        var fates = new Fate[kept.Count];
        for (var i = 0; i < fates.Length; i++)
            if (kept[i].Class >= 0)
            {
                fates[i] = held.Contains(kept[i].Text) ? Fate.HeldOut : Fate.Train;
                if (fates[i] == Fate.Train)
                    trainingRows[kept[i].Class]++;
            }

        return fates;
    }

    /// <summary>A class whose texts repeat so often that none fitted its share gives its rarest text; a class with one text only cannot be judged.</summary>
    private void HoldOutOfEveryClass(Dictionary<UInt128, (int Class, int Rows)> size, HashSet<UInt128> held, int classes)
    {
        var without = Enumerable.Range(0, classes).Except(held.Select(text => size[text].Class)).ToHashSet();
        foreach (var texts in size.Where(group => without.Contains(group.Value.Class)).GroupBy(group => group.Value.Class))
        {
            if (texts.Skip(1).Any())
                held.Add(texts.OrderBy(group => group.Value.Rows).ThenBy(group => group.Key).First().Key);
            else
                throw new UserException(new Problem
                {
                    Type = "one-text",
                    Found = $"all {texts.First().Value.Rows:N0} rows of a class have the same text, so none can be held out",
                    Where = $"column '{SafeText.Line(options.Text)}'",
                    Expected = "at least two different texts a class",
                    Remedy = "Add rows, or leave the class out of --label-map",
                });
        }
    }

    private static void DownSample(List<Kept> kept, Fate[] fates, long[] trainingRows)
    {
        var smallest = trainingRows.Min();
        foreach (var group in Enumerable.Range(0, fates.Length).Where(i => fates[i] == Fate.Train).GroupBy(i => kept[i].Class))
            foreach (var surplus in group.OrderBy(i => ~kept[i].Text).ThenBy(i => i).Skip((int)smallest))
                fates[surplus] = Fate.Dropped;
    }

    private (long Train, long HeldOut) Write(
        Func<IEnumerable<SourceRow>> rows, Fate[] fates, List<Kept> kept, int[] order, string[] names, Stream train, Stream heldOut, CancellationToken cancellationToken)
    {
        FeatureColumn[] columns = [new(options.Text, FeatureKind.Text), .. options.MoreColumns];
        using var trainRows = new ChannelWriter(train, columns);
        using var heldOutRows = new ChannelWriter(heldOut, columns);
        var i = 0;
        foreach (var row in rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (fates[i] != Fate.Dropped)
                (fates[i] == Fate.Train ? trainRows : heldOutRows).Write(new LabeledText(row.Text!, names[order[kept[i].Class]]) { More = row.More });
            i++;
        }

        return (trainRows.Rows, heldOutRows.Rows);
    }
}
