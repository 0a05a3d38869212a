using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>The keeper of models that runs log.</summary>
/// <param name="workspace">The workspace.</param>
public sealed class LoggedModels(Workspace workspace)
{
    /// <summary>The kind of the records.</summary>
    public const string Kind = "logged-model";

    /// <summary>The files are not all there.</summary>
    public const string Pending = "LOGGED_MODEL_PENDING";

    private const int MostPairs = 1000;
    private static readonly string[] statuses = [Pending, "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"];

    /// <summary>Makes one, pending until its files are there.</summary>
    /// <exception cref="UserException">It names no run that is there, or something is too long.</exception>
    public LoggedModel Create(string? name, string? runId, string? modelType, IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, string> tags)
    {
        if (string.IsNullOrEmpty(runId))
            throw new UserException(new Problem { Type = "invalid-field", Found = "a logged model names no run", Expected = "'source_run_id': models are logged within a run here", Remedy = "with mlflow.start_run(): ..." });
        Check(parameters);
        Check(tags);
        var run = new ExperimentRuns(workspace).Get(runId);
        if (run.DeletedAt is not null)
            throw new UserException(new Problem { Type = "run-deleted", Found = $"the run {run.Id} is deleted" });
        var (id, now) = ("m-" + Guid.NewGuid().ToString("N"), workspace.Time.GetUtcNow());
        var made = new LoggedModel
        {
            Id = id,
            Name = string.IsNullOrEmpty(name) ? id : TrackingLimits.Name(name, "model"),
            ExperimentId = run.ExperimentId,
            RunId = run.Id,
            ModelType = modelType is { Length: > 500 } ? throw TooLong("the model's type") : modelType ?? "",
            Status = Pending,
            Parameters = parameters,
            Tags = tags,
            CreatedAt = now,
            UpdatedAt = now,
        };
        workspace.Metadata.Write(transaction => transaction.Put(Kind, made.Id, 1, RecordJson.Write(made)));
        return made;
    }

    /// <summary>One of them.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public LoggedModel Get(string id) => workspace.Metadata.Read(reader => Find(reader, id));

    /// <summary>Says that its files are there, or that they never will be.</summary>
    public LoggedModel Finish(string id, string status) => statuses.Contains(status)
        ? Change(id, model => model with { Status = status })
        : throw new UserException(new Problem { Type = "invalid-field", Found = $"there is no status '{SafeText.Line(status, 60)}'", Expected = string.Join(", ", statuses) });

    /// <summary>Adds parameters; one that has another value is refused.</summary>
    public LoggedModel AddParameters(string id, IReadOnlyList<KeyValuePair<string, string>> parameters) => Change(id, model =>
    {
        var all = model.Parameters.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in parameters)
            if (!all.TryAdd(key, value) && all[key] != value)
                throw new UserException(new Problem { Type = "parameter-differs", Found = $"the parameter '{SafeText.Line(key, 80)}' has another value already", Expected = "each parameter once" });
        Check(all);
        return model with { Parameters = all };
    });

    /// <summary>Sets tags; a null value takes one away.</summary>
    public LoggedModel SetTags(string id, IEnumerable<KeyValuePair<string, string?>> tags) => Change(id, model =>
    {
        var all = model.Tags.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in tags)
            if (value is not null)
                all[key] = value;
            else if (!all.Remove(key))
                throw new UserException(new Problem { Type = "unknown-tag", Found = $"the model has no tag '{SafeText.Line(key, 80)}'" });
        Check(all);
        return model with { Tags = all };
    });

    /// <summary>Takes one off the record; its files stay with the run.</summary>
    public void Delete(string id) => workspace.Metadata.Write(transaction =>
    {
        Find(transaction, id);
        transaction.Delete(Kind, id, 1);
    });

    /// <summary>Those of experiments, the newest first.</summary>
    public (IReadOnlyList<LoggedModel> Models, string? Next) List(IReadOnlyList<string> experimentIds, int most, string? pageToken)
    {
        TrackingLimits.Page(most);
        var offset = PageToken.Read(pageToken);
        var all = workspace.Metadata.Read(reader => reader.List(Kind).Select(record => RecordJson.Read<LoggedModel>(record.Json)).Where(model => experimentIds.Contains(model.ExperimentId)).OrderByDescending(model => model.CreatedAt).ThenBy(model => model.Id, StringComparer.Ordinal).ToList());
        var page = all.Skip((int)Math.Min(offset, int.MaxValue)).Take(most).ToList();
        return (page, offset + page.Count < all.Count ? PageToken.Write(offset + page.Count) : null);
    }

    private LoggedModel Change(string id, Func<LoggedModel, LoggedModel> change) => workspace.Metadata.Write(transaction =>
    {
        var model = change(Find(transaction, id)) with { UpdatedAt = workspace.Time.GetUtcNow() };
        transaction.Put(Kind, model.Id, 1, RecordJson.Write(model));
        return model;
    });

    private static LoggedModel Find(IMetadataReader reader, string id) => ResourceName.IsValid(id) && reader.Find(Kind, id) is { } record
        ? RecordJson.Read<LoggedModel>(record.Json)
        : throw new UserException(new Problem { Type = "unknown-" + Kind, Found = $"there is no logged model '{SafeText.Line(id, 80)}'" });

    private static void Check(IReadOnlyDictionary<string, string> pairs)
    {
        if (pairs.Count > MostPairs || pairs.Any(pair => pair.Key.Length is 0 or > 250 || pair.Value.Length > 6000))
            throw TooLong("a parameter or tag");
    }

    private static UserException TooLong(string what) => new(new Problem { Type = "too-long", Found = $"{what} is too long, or there are too many", Expected = $"at most {MostPairs:N0} pairs, keys of 1 to 250 characters, values of at most 6,000" });
}
