using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;

namespace Praxis.Platform.Ingest;

/// <summary>How people name a dataset: <c>reviews</c> is the newest version, <c>reviews@2</c> (or <c>reviews:2</c>) the second, <c>sales.reviews</c> one of another database.</summary>
/// <param name="Database">The database.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null for the newest.</param>
public readonly record struct DatasetName(string Database, string Name, int? Version)
{
    /// <summary>The kind of the records of a database's datasets.</summary>
    internal string Kind => KindOf(Database);

    /// <summary>The kind under which a database's dropped datasets are kept for their time of grace.</summary>
    internal string DroppedKind => "dropped-" + Kind;

    /// <summary>Reads <c>[DATABASE.]NAME[@VERSION]</c>.</summary>
    /// <exception cref="UserException">The text has not that form.</exception>
    public static DatasetName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int? version = null;
        var name = text;
        if (text.AsSpan().IndexOfAny('@', ':') is >= 0 and var mark)
        {
            if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                throw new UserException(new Problem { Type = "invalid-version", Found = $"'{SafeText.Line(text[(mark + 1)..], 40)}' is not a version of a dataset", Expected = "a whole number from 1, as in reviews@2" });
            (version, name) = (number, text[..mark]);
        }

        // What looks like a path is told whole, not as an empty database.
        if (name.StartsWith('.') || name.AsSpan().ContainsAny('/', '\\'))
            ResourceName.Check(name, "dataset");
        var point = name.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? new DatasetName(DatasetVersion.DefaultDatabase, ResourceName.Check(name, "dataset"), version)
            : new DatasetName(ResourceName.Check(name[..point], "database"), ResourceName.Check(name[(point + 1)..], "dataset"), version);
    }

    internal static string KindOf(string database) => database == DatasetVersion.DefaultDatabase ? Datasets.Kind : $"{Datasets.Kind}.{database}";
}
