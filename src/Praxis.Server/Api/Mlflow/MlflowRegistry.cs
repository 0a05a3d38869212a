using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Register;
using Praxis.Platform.Foundation;
using Praxis.Platform.Register;

namespace Praxis.Server.Api.Mlflow;

/// <summary>MLflow's registered models and their versions: our groups and versions under its words.</summary>
internal sealed class MlflowRegistry(Workspace workspace)
{
    private const int UsualModels = 100;
    private const int UsualVersions = 10_000;
    private const string Archived = "Archived";
    private static readonly string[] stages = ["None", "Staging", "Production", Archived];
    private readonly Models models = new(workspace);
    private readonly ModelGroups groups = new(workspace);
    private readonly RegistrySearch search = new(workspace);

    public void Map(RouteGroupBuilder calls)
    {
        foreach (var (method, path, call) in (ReadOnlySpan<(string, string, MlflowCall)>)
        [
            ("POST", "registered-models/create", CreateModel),
            ("GET", "registered-models/get", fields => Model(groups.Get(fields.Required("name")))),
            ("PATCH", "registered-models/update", fields => Model(groups.Describe(groups.Get(fields.Required("name")).Name, fields.Text("description") ?? ""))),
            ("POST", "registered-models/rename", _ => throw new UserException(new Problem { Type = "not-implemented", Found = "a registered model keeps its name", Expected = "a new one, and its versions registered there" })),
            ("DELETE", "registered-models/delete", DeleteModel),
            ("GET", "registered-models/search", SearchModels),
            ("POST", "registered-models/get-latest-versions", Latest),
            ("GET", "registered-models/get-latest-versions", Latest),
            ("POST", "registered-models/set-tag", fields => Tag(fields, fields.Required("key"), fields.Present("value"))),
            ("DELETE", "registered-models/delete-tag", fields => Tag(fields, fields.Required("key"), null)),
            ("POST", "registered-models/alias", fields => Done(groups.SetAlias(fields.Required("name"), fields.Required("alias"), Number(fields)))),
            ("DELETE", "registered-models/alias", fields => Done(groups.SetAlias(fields.Required("name"), fields.Required("alias"), null))),
            ("GET", "registered-models/alias", fields => Version(models.Get($"{fields.Required("name")}@{NoNumber(fields.Required("alias"))}"))),
            ("POST", "model-versions/create", CreateVersion),
            ("GET", "model-versions/get", fields => Version(models.Get(Id(fields)))),
            ("PATCH", "model-versions/update", fields => Version(models.Describe(Id(fields), fields.Text("description") ?? ""))),
            ("DELETE", "model-versions/delete", fields => Done(models.Delete(Id(fields)))),
            ("GET", "model-versions/search", SearchVersions),
            ("GET", "model-versions/get-download-uri", fields => Address(models.Get(Id(fields)))),
            ("POST", "model-versions/transition-stage", Move),
            ("POST", "model-versions/set-tag", fields => Done(models.Describe(Id(fields), null, own => With(own, fields.Required("key"), fields.Present("value"))))),
            ("DELETE", "model-versions/delete-tag", fields => Done(models.Describe(Id(fields), null, own => With(own, fields.Required("key"), null)))),
        ])
            MlflowCalls.Map(calls, method, path, call);
    }

    private static Action<Utf8JsonWriter> Done(object result) => _ => { };

    private static string Id(MlflowFields fields) => string.Create(CultureInfo.InvariantCulture, $"{fields.Required("name")}:{Number(fields)}");

    private static int Number(MlflowFields fields) =>
        int.TryParse(fields.Required("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 ? version : throw MlflowFields.Wrong($"'{SafeText.Line(fields.Text("version"), 40)}' is no version", "a whole number from 1");

    private static string NoNumber(string alias) => alias.All(char.IsAsciiDigit) ? throw MlflowFields.Wrong($"'{SafeText.Line(alias, 40)}' is no alias", "a name with a letter in it") : alias;

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> pairs, string key, string? value)
    {
        var all = pairs.ToDictionary(StringComparer.Ordinal);
        if (value is not null)
            all[key] = value;
        else if (!all.Remove(key))
            throw new UserException(new Problem { Type = "unknown-tag", Found = $"there is no tag '{SafeText.Line(key, 80)}'" });
        return all;
    }

    private static string Stage(string text) => stages.FirstOrDefault(stage => stage.Equals(text, StringComparison.OrdinalIgnoreCase)) ?? throw MlflowFields.Wrong($"there is no stage '{SafeText.Line(text, 40)}'", string.Join(", ", stages));

    private Action<Utf8JsonWriter> CreateModel(MlflowFields fields)
    {
        var name = fields.Required("name");
        if (groups.List().Any(group => group.Name == name))
            throw new UserException(new Problem { Type = "model-exists", Found = $"Registered Model (name={SafeText.Line(name, 80)}) already exists" });
        return Model(groups.Describe(name, fields.Text("description"), fields.Pairs("tags").GroupBy(tag => tag.Key, StringComparer.Ordinal).ToDictionary(tag => tag.Key, tag => tag.Last().Value, StringComparer.Ordinal)));
    }

    // With all its versions, as MLflow does; what an endpoint stands on is refused.
    private Action<Utf8JsonWriter> DeleteModel(MlflowFields fields)
    {
        var group = groups.Get(fields.Required("name"));
        foreach (var alias in group.Aliases.Keys)
            groups.SetAlias(group.Name, alias, null);
        foreach (var version in VersionsOf(group.Name))
            models.Delete(version.Id);
        groups.Delete(group.Name);
        return _ => { };
    }

    private Action<Utf8JsonWriter> Tag(MlflowFields fields, string key, string? value)
    {
        var group = groups.Get(fields.Required("name"));
        return Done(groups.Describe(group.Name, tags: With(group.Tags, key, value)));
    }

    private Action<Utf8JsonWriter> SearchModels(MlflowFields fields)
    {
        var (found, next) = search.Groups(fields.Text("filter"), fields.Texts("order_by"), fields.Most("max_results", UsualModels), fields.Text("page_token"));
        return json =>
        {
            json.WriteStartArray("registered_models");
            foreach (var group in found)
                Write(json, group);
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }

    private Action<Utf8JsonWriter> Latest(MlflowFields fields)
    {
        var group = groups.Get(fields.Required("name"));
        var asked = fields.Texts("stages").Select(Stage).ToList();
        return json => Write(json, "model_versions", LatestOf(group.Name).Where(version => asked.Count == 0 || asked.Contains(StageOf(version))), group);
    }

    private Action<Utf8JsonWriter> CreateVersion(MlflowFields fields)
    {
        var group = groups.Get(fields.Required("name"));
        var model = fields.Text("model_id") is { Length: > 0 } id ? $"models:/{id}" : null;
        return Version(new RunVersions(workspace).Register(group.Name, model ?? fields.Required("source"), fields.Text("run_id") is { Length: > 0 } run ? run : null, fields.Text("description") ?? "", fields.Pairs("tags")));
    }

    private Action<Utf8JsonWriter> SearchVersions(MlflowFields fields)
    {
        var (found, next) = search.Versions(fields.Text("filter"), fields.Texts("order_by"), fields.Most("max_results", UsualVersions), fields.Text("page_token"));
        var all = groups.List().ToDictionary(group => group.Name, StringComparer.Ordinal);
        return json =>
        {
            json.WriteStartArray("model_versions");
            foreach (var version in found)
                Write(json, version, all.GetValueOrDefault(version.Name));
            json.WriteEndArray();
            if (next is not null)
                json.WriteString("next_page_token", next);
        };
    }

    private Action<Utf8JsonWriter> Move(MlflowFields fields)
    {
        var (id, stage) = (Id(fields), Stage(fields.Required("stage")));
        var version = models.SetStage(id, new ModelLifeCycle(stage));
        if (fields.Text("archive_existing_versions") is "true" && stage is "Staging" or "Production")
            foreach (var other in VersionsOf(version.Name).Where(other => other.Version != version.Version && StageOf(other) == stage))
                models.SetStage(other.Id, new ModelLifeCycle(Archived));
        return Version(version);
    }

    private List<ModelVersion> VersionsOf(string name) => [.. models.List().Where(version => version.Name == name).OrderByDescending(version => version.Version)];

    private IEnumerable<ModelVersion> LatestOf(string name) => VersionsOf(name).DistinctBy(StageOf);

    private static string StageOf(ModelVersion version) => stages.FirstOrDefault(stage => stage.Equals(version.ModelLifeCycle?.Stage, StringComparison.OrdinalIgnoreCase)) ?? stages[0];

    private Action<Utf8JsonWriter> Model(ModelGroup group) => json =>
    {
        json.WritePropertyName("registered_model");
        Write(json, group);
    };

    private Action<Utf8JsonWriter> Version(ModelVersion version) => json =>
    {
        json.WritePropertyName("model_version");
        Write(json, version, groups.Get(version.Name));
    };

    private static Action<Utf8JsonWriter> Address(ModelVersion version) => json => json.WriteString("artifact_uri", SourceOf(version));

    private static string SourceOf(ModelVersion version) => version.CustomerMetadataProperties.GetValueOrDefault(RunVersions.SourceProperty) ?? $"praxis:model-package/{version.Name}/{version.Version}";

    private void Write(Utf8JsonWriter json, ModelGroup group)
    {
        var latest = LatestOf(group.Name).ToList();
        json.WriteStartObject();
        json.WriteString("name", group.Name);
        json.WriteNumber("creation_timestamp", group.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("last_updated_timestamp", latest.Select(version => version.CreatedAt).Append(group.CreatedAt).Max().ToUnixTimeMilliseconds());
        json.WriteString("description", group.Description);
        Write(json, "latest_versions", latest, group);
        MlflowJson.Write(json, "tags", group.Tags);
        json.WriteStartArray("aliases");
        foreach (var (alias, version) in group.Aliases)
        {
            json.WriteStartObject();
            json.WriteString("alias", alias);
            json.WriteString("version", version.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<ModelVersion> versions, ModelGroup group)
    {
        json.WriteStartArray(name);
        foreach (var version in versions)
            Write(json, version, group);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ModelVersion version, ModelGroup? group)
    {
        var properties = version.CustomerMetadataProperties;
        json.WriteStartObject();
        json.WriteString("name", version.Name);
        json.WriteString("version", version.Version.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("creation_timestamp", version.CreatedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("last_updated_timestamp", version.Approvals.Select(approval => approval.Time).Append(version.CreatedAt).Max().ToUnixTimeMilliseconds());
        json.WriteString("current_stage", StageOf(version));
        json.WriteString("description", version.Description);
        json.WriteString("source", SourceOf(version));
        json.WriteString("run_id", properties.GetValueOrDefault(RunVersions.RunProperty) ?? "");
        json.WriteString("status", "READY");
        json.WriteString("status_message", $"{version.Status}: {version.StatusReason}");
        MlflowJson.Write(json, "tags", properties.Where(pair => pair.Key is not (RunVersions.RunProperty or RunVersions.SourceProperty)));
        json.WriteStartArray("aliases");
        foreach (var (alias, number) in group?.Aliases ?? new Dictionary<string, int>())
            if (number == version.Version)
                json.WriteStringValue(alias);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
