using System.Globalization;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;

namespace Praxis.Platform.Register;

/// <summary>The keeper of model groups: what is said of all versions of a name, and its aliases.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class ModelGroups(Workspace workspace)
{
    /// <summary>The kind of the records and lineage nodes.</summary>
    public const string Kind = "model-group";

    private const int MostTags = 50;

    /// <summary>Makes a group, or changes what is said of it; null leaves a part as it is.</summary>
    public ModelGroup Describe(string name, string? description = null, IReadOnlyDictionary<string, string>? tags = null)
    {
        ResourceName.Check(name, Kind);
        if (description?.Length > 1024)
            throw new UserException(new Problem { Type = "too-long", Found = $"the description has {description.Length:N0} characters", Expected = "at most 1,024" });
        if (tags is not null && (tags.Count > MostTags || tags.Any(tag => tag.Key.Length is 0 or > 128 || tag.Value.Length > 256)))
            throw new UserException(new Problem { Type = "invalid-tags", Found = "there are too many tags, or one is empty or too long", Expected = $"at most {MostTags}, keys of 1 to 128 characters, values of at most 256" });
        return workspace.Metadata.Write(transaction =>
        {
            var group = Ensure(transaction, name, workspace.Time.GetUtcNow());
            group = group with { Description = description ?? group.Description, Tags = tags ?? group.Tags };
            transaction.Put(Kind, name, 1, RecordJson.Write(group));
            transaction.AddEvent("model-group-changed", name, "{}");
            return group;
        });
    }

    /// <summary>Every group, by name.</summary>
    public IReadOnlyList<ModelGroup> List() => workspace.Metadata.Read(reader => reader.List(Kind).Select(Read).ToList());

    /// <summary>A group.</summary>
    /// <exception cref="UserException">There is none; the nearest name is told.</exception>
    public ModelGroup Get(string name) => workspace.Metadata.Read(reader => Read(RecordName.Find(reader, Kind, ResourceName.Check(name, Kind))));

    /// <summary>Deletes an empty group.</summary>
    /// <exception cref="UserException">It has versions, or there is none.</exception>
    public void Delete(string name) => workspace.Metadata.Write(transaction =>
    {
        RecordName.Find(transaction, Kind, ResourceName.Check(name, Kind));
        var versions = transaction.List(Models.Kind, name);
        if (versions.Count > 0)
            throw new UserException(new Problem
            {
                Type = "group-not-empty",
                Found = $"the group {name} has {versions.Count} versions",
                Expected = "an empty group",
                Remedy = $"Delete them first: praxis models delete {name}:{versions[0].Version}",
            });
        transaction.Delete(Kind, name, 1);
        transaction.AddEvent("model-group-deleted", name, "{}");
    });

    /// <summary>Lets an alias stand for a version, or takes it away where none is said.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="alias">The alias: a name that is no number.</param>
    /// <param name="version">The version; null takes the alias away.</param>
    public ModelGroup SetAlias(string name, string alias, int? version)
    {
        CheckAlias(alias);
        return workspace.Metadata.Write(transaction =>
        {
            var group = Read(RecordName.Find(transaction, Kind, ResourceName.Check(name, Kind)));
            if (version is { } number)
                RecordName.Find(transaction, Models.Kind, string.Create(CultureInfo.InvariantCulture, $"{name}:{number}"));
            var aliases = group.Aliases.Where(pair => pair.Key != alias).ToDictionary(StringComparer.Ordinal);
            if (version is { } chosen)
                aliases[alias] = chosen;
            else if (!group.Aliases.ContainsKey(alias))
                throw Unknown(group, alias);
            group = group with { Aliases = new SortedDictionary<string, int>(aliases, StringComparer.Ordinal) };
            transaction.Put(Kind, name, 1, RecordJson.Write(group));
            transaction.AddEvent("model-alias-changed", name, RecordJson.Write(new { alias, version }));
            return group;
        });
    }

    internal static ModelGroup Read(MetadataRecord record) => RecordJson.Read<ModelGroup>(record.Json);

    /// <summary>The group, made where it is missing.</summary>
    internal static ModelGroup Ensure(IMetadataTransaction transaction, string name, DateTimeOffset now)
    {
        if (transaction.Find(Kind, name) is { } record)
            return Read(record);
        var group = new ModelGroup { Name = name, CreatedAt = now };
        transaction.Put(Kind, name, 1, RecordJson.Write(group));
        return group;
    }

    /// <summary>The record that <c>NAME</c>, <c>NAME:VERSION</c> or <c>NAME@ALIAS</c> names.</summary>
    internal static MetadataRecord Find(IMetadataReader reader, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var mark = id.IndexOf('@', StringComparison.Ordinal);
        if (mark < 0)
            return RecordName.Find(reader, Models.Kind, id);
        var (name, alias) = (ResourceName.Check(id[..mark], Models.Kind), id[(mark + 1)..]);
        if (int.TryParse(alias, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return RecordName.Find(reader, Models.Kind, string.Create(CultureInfo.InvariantCulture, $"{name}:{version}"));
        CheckAlias(alias);
        var group = reader.Find(Kind, name) is { } record ? Read(record) : null;
        return group is null || !group.Aliases.TryGetValue(alias, out version)
            ? group is null ? RecordName.Find(reader, Models.Kind, name) : throw Unknown(group, alias)
            : RecordName.Find(reader, Models.Kind, string.Create(CultureInfo.InvariantCulture, $"{name}:{version}"));
    }

    private static UserException Unknown(ModelGroup group, string alias) => new(new Problem
    {
        Type = "unknown-alias",
        Found = $"{group.Name} has no alias '{SafeText.Line(alias, 80)}'",
        Expected = group.Aliases.Count == 0 ? null : "one of " + string.Join(", ", group.Aliases.Keys.Take(20)),
        Remedy = NearestName.Suggestion(alias, group.Aliases.Keys) ?? $"praxis models alias {group.Name}:1 {(ResourceName.IsValid(alias) ? alias : "champion")} sets one",
    });

    private static void CheckAlias(string alias)
    {
        ResourceName.Check(alias, "alias");
        if (alias.All(char.IsAsciiDigit))
            throw new UserException(new Problem { Type = "invalid-name", Found = $"'{SafeText.Line(alias, 80)}' is a number", Expected = "an alias with a letter in it, such as champion" });
    }
}
