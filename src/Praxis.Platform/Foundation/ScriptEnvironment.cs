using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>The environment and arguments that SageMaker's script mode gives a program, so that its scripts run unchanged.</summary>
internal sealed class ScriptEnvironment(Job job, JobDefinition definition, string folder, IReadOnlyList<string> channels, IReadOnlyList<string> arguments)
{
    private static readonly string[] reserved = ["sagemaker_program", "sagemaker_submit_directory", "sagemaker_job_name", "sagemaker_region", "sagemaker_container_log_level", "_tuning_objective_metric"];

    /// <summary>Hyper-parameters as arguments: names in order, <c>--name value</c>, of one letter <c>-n value</c>.</summary>
    public static IEnumerable<string> Arguments(IReadOnlyDictionary<string, string> hyperparameters)
    {
        foreach (var (name, text) in hyperparameters.Where(pair => !IsReserved(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            yield return (name.Length == 1 ? "-" : "--") + name;
            yield return Argument(Value(text));
        }
    }

    /// <summary>The variables.</summary>
    public IEnumerable<(string Name, string Value)> Variables()
    {
        var hyperparameters = Object(definition.Hyperparameters.Where(pair => !IsReserved(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, Value(pair.Value))));
        var program = definition.Hyperparameters.TryGetValue("sagemaker_program", out var said) ? Argument(Value(said)) : Path.GetFileName(definition.Program);
        var inputs = Object(channels.Select(channel => KeyValuePair.Create(channel, (JsonNode?)Object([KeyValuePair.Create("TrainingInputMode", (JsonNode?)"File"), KeyValuePair.Create("S3DistributionType", (JsonNode?)"FullyReplicated"), KeyValuePair.Create("RecordWrapperType", (JsonNode?)"None")]))));
        var resources = Object([KeyValuePair.Create("current_host", (JsonNode?)"algo-1"), KeyValuePair.Create("hosts", (JsonNode?)new JsonArray("algo-1")), KeyValuePair.Create("network_interface_name", (JsonNode?)"eth0")]);
        var cpus = definition.Cpus.ToString(CultureInfo.InvariantCulture);
        var gpus = definition.Gpus.ToString(CultureInfo.InvariantCulture);
        var places = new (string Name, string Path)[]
        {
            ("SM_MODEL_DIR", "output/model"), ("SM_OUTPUT_DIR", "output"), ("SM_OUTPUT_DATA_DIR", "output/data"), ("SM_OUTPUT_INTERMEDIATE_DIR", "output/intermediate"),
            ("SM_INPUT_DIR", "input"), ("SM_INPUT_CONFIG_DIR", "config"),
        };
        foreach (var (name, path) in places)
            yield return (name, Path.Combine(folder, path));
        yield return ("SM_CHANNELS", Lines(new JsonArray([.. channels.Order(StringComparer.Ordinal).Select(channel => (JsonNode?)channel)])));
        foreach (var channel in channels)
            yield return ("SM_CHANNEL_" + channel.ToUpperInvariant().Replace('-', '_'), Path.Combine(folder, "input", channel));
        yield return ("SM_HPS", Lines(hyperparameters));
        foreach (var (name, value) in hyperparameters)
            if (name.AsSpan().IndexOfAny('=', '\0') < 0)
            {
                yield return ("SM_HP_" + name.ToUpperInvariant(), Argument(value));

                // A shell cannot read a name with a hyphen.
                if (name.Contains('-', StringComparison.Ordinal))
                    yield return ("SM_HP_" + name.ToUpperInvariant().Replace('-', '_'), Argument(value));
            }

        yield return ("SM_USER_ARGS", Lines(new JsonArray([.. arguments.Select(argument => (JsonNode?)argument)])));
        yield return ("SM_USER_ENTRY_POINT", program);
        yield return ("SM_MODULE_NAME", Path.GetFileNameWithoutExtension(program));
        yield return ("SM_MODULE_DIR", definition.Hyperparameters.TryGetValue("sagemaker_submit_directory", out var source) ? Argument(Value(source)) : folder);
        yield return ("SM_HOSTS", "[\"algo-1\"]");
        yield return ("SM_CURRENT_HOST", "algo-1");
        yield return ("SM_NETWORK_INTERFACE_NAME", "eth0");
        yield return ("SM_CURRENT_INSTANCE_TYPE", "local");
        yield return ("SM_CURRENT_INSTANCE_GROUP", "homogeneousCluster");
        yield return ("SM_INSTANCE_GROUPS", "[\"homogeneousCluster\"]");
        yield return ("SM_IS_HETERO", "false");
        yield return ("SM_NUM_CPUS", cpus);
        yield return ("SM_NUM_GPUS", gpus);
        yield return ("SM_NUM_NEURONS", "0");
        yield return ("SM_LOG_LEVEL", "20");
        yield return ("SM_RESOURCE_CONFIG", Lines(resources));
        yield return ("SM_INPUT_DATA_CONFIG", Lines(inputs));
        yield return ("TRAINING_JOB_NAME", job.Name);
        yield return ("TRAINING_JOB_ARN", "praxis:training-job/" + job.Name);
        yield return ("SM_TRAINING_ENV", Lines(Object(
        [
            .. places.Select(place => KeyValuePair.Create(place.Name[3..].ToLowerInvariant(), (JsonNode?)Path.Combine(folder, place.Path))),
            KeyValuePair.Create("channel_input_dirs", (JsonNode?)Object(channels.Select(channel => KeyValuePair.Create(channel, (JsonNode?)Path.Combine(folder, "input", channel))))),
            KeyValuePair.Create("current_host", (JsonNode?)"algo-1"),
            KeyValuePair.Create("hosts", (JsonNode?)new JsonArray("algo-1")),
            KeyValuePair.Create("hyperparameters", (JsonNode?)hyperparameters.DeepClone()),
            KeyValuePair.Create("input_data_config", (JsonNode?)inputs.DeepClone()),
            KeyValuePair.Create("job_name", (JsonNode?)job.Name),
            KeyValuePair.Create("log_level", (JsonNode?)20),
            KeyValuePair.Create("module_name", (JsonNode?)Path.GetFileNameWithoutExtension(program)),
            KeyValuePair.Create("network_interface_name", (JsonNode?)"eth0"),
            KeyValuePair.Create("num_cpus", (JsonNode?)definition.Cpus),
            KeyValuePair.Create("num_gpus", (JsonNode?)definition.Gpus),
            KeyValuePair.Create("resource_config", (JsonNode?)resources.DeepClone()),
            KeyValuePair.Create("user_entry_point", (JsonNode?)program),
        ])));
    }

    private static bool IsReserved(string name) => reserved.Contains(name) || name.StartsWith("sagemaker_mpi_", StringComparison.Ordinal);

    // Hyper-parameters are JSON inside texts; what is none is the text itself.
    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    private static string Argument(JsonNode? value) => value switch
    {
        null => "",
        JsonObject map => string.Join(',', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Argument(pair.Value)}")),
        JsonValue own when own.GetValueKind() is JsonValueKind.True => "True",
        JsonValue own when own.GetValueKind() is JsonValueKind.False => "False",
        JsonValue own when own.GetValueKind() is JsonValueKind.String => own.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private static JsonObject Object(IEnumerable<KeyValuePair<string, JsonNode?>> pairs) => new(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal));

    private static string Lines(JsonNode node) => node.ToJsonString();
}
