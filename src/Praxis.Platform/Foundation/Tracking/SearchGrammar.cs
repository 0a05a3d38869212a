namespace Praxis.Platform.Foundation.Tracking;

/// <summary>Which attributes a search knows, and which kinds of keys.</summary>
/// <param name="TextAttributes">Attributes that are texts, other spellings beside them.</param>
/// <param name="NumberAttributes">Attributes that are numbers, other spellings beside them.</param>
/// <param name="HasRunFields">Whether metrics, parameters and datasets can be asked for.</param>
internal sealed record SearchGrammar(IReadOnlyDictionary<string, string> TextAttributes, IReadOnlyDictionary<string, string> NumberAttributes, bool HasRunFields)
{
    /// <summary>Searches of runs.</summary>
    public static SearchGrammar Runs { get; } = new(
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["run_id"] = "run_id",
            ["run_uuid"] = "run_id",
            ["run_name"] = "run_name",
            ["run name"] = "run_name",
            ["status"] = "status",
            ["user_id"] = "user_id",
            ["user"] = "user_id",
            ["artifact_uri"] = "artifact_uri",
            ["experiment_id"] = "experiment_id",
        },
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["start_time"] = "start_time", ["end_time"] = "end_time", ["created"] = "start_time" },
        HasRunFields: true);

    /// <summary>Searches of experiments.</summary>
    public static SearchGrammar Experiments { get; } = new(
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["name"] = "name", ["experiment_id"] = "experiment_id" },
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["creation_time"] = "creation_time", ["created"] = "creation_time", ["last_update_time"] = "last_update_time" },
        HasRunFields: false);
}
