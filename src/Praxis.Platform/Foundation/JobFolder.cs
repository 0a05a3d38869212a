using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>Lays out a job's folder and its environment, by the contract of the house.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="job">The job.</param>
/// <param name="definition">What it runs.</param>
internal sealed class JobFolder(Workspace workspace, Job job, JobDefinition definition)
{
    private static readonly string? SetSid = new[] { "/usr/bin/setsid", "/bin/setsid" }.FirstOrDefault(File.Exists);

    /// <summary>Whether the job's processes have a session of their own, so that they can be ended together.</summary>
    public static bool HasSession => SetSid is not null;

    /// <summary>The folder.</summary>
    public string Path { get; } = workspace.FolderOf(job);

    /// <summary>Makes the folders, links and files of configuration.</summary>
    /// <exception cref="UserException">An input is missing, or a name leads out of the folder.</exception>
    public void Lay()
    {
        // Of an attempt that was interrupted only checkpoints and log stay.
        foreach (var part in (string[])["input", "config", "output", "processing"])
            if (Directory.Exists(Below(part)))
                Directory.Delete(Below(part), recursive: true);
        foreach (var part in ((string[])["input", "config", "output/model", "output/data", "checkpoints"]).Concat(definition.OutputFolders.Select(name => "output/data/" + ResourceName.Check(name, "output"))))
            Posix.CreateFolder(Below(part));
        var files = definition.Inputs.Select(input => new JobFile(input.Key, definition.FileNames.GetValueOrDefault(input.Key, "data"), input.Value)).Concat(definition.Files);
        foreach (var channel in Channels())
            Posix.CreateFolder(Below("input/" + ResourceName.Check(channel, "channel")));
        foreach (var (channel, name, hash) in files)
        {
            var artifact = workspace.Artifacts.PathOf(hash);
            workspace.RequireWhole(hash, $"channel {channel}");
            var place = Below($"input/{channel}/{Relative(name)}");
            Posix.CreateFolder(System.IO.Path.GetDirectoryName(place)!);
            File.CreateSymbolicLink(place, artifact);
        }

        foreach (var (link, target) in definition.Links)
        {
            var place = Below(Relative(link));
            Posix.CreateFolder(System.IO.Path.GetDirectoryName(place)!);
            if (!System.IO.Path.Exists(place))
                File.CreateSymbolicLink(place, Below(Relative(target)));
        }

        Write("hyperparameters.json", definition.Hyperparameters);
        Write("job.json", new { id = job.Id, kind = job.Kind, name = job.Name, definition });
        foreach (var (name, text) in definition.ConfigFiles)
            File.WriteAllText(Below("config/" + Relative(name)), text);
    }

    /// <summary>How to start the program.</summary>
    public ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(SetSid ?? definition.Program)
        {
            WorkingDirectory = Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (SetSid is not null)
            start.ArgumentList.Add(definition.Program);
        var arguments = definition.Arguments.Select(Placed).Concat(definition.PassHyperparameters ? ScriptEnvironment.Arguments(definition.Hyperparameters) : []).ToList();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name is not ("PATH" or "HOME" or "LANG" or "TZ" or "DOTNET_ROOT" or "DOTNET_GCHeapHardLimit")).ToList())
            start.Environment.Remove(name);

        var values = start.Environment;
        var cpus = definition.Cpus.ToString(CultureInfo.InvariantCulture);
        values["PRAXIS_JOB_ID"] = job.Id;
        values["PRAXIS_JOB_DIR"] = Path;
        values["PRAXIS_MODEL_DIR"] = Below("output/model");
        values["PRAXIS_OUTPUT_DIR"] = Below("output/data");
        values["PRAXIS_CHECKPOINT_DIR"] = Below("checkpoints");
        values["PRAXIS_HYPERPARAMETERS"] = JsonSerializer.Serialize(definition.Hyperparameters);
        values["PRAXIS_SEED"] = definition.Seed.ToString(CultureInfo.InvariantCulture);
        values["PRAXIS_CPUS"] = cpus;
        values["PRAXIS_MEMORY"] = (definition.MemoryBytes > 0 ? definition.MemoryBytes : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes).ToString(CultureInfo.InvariantCulture);
        var channels = Channels().ToList();
        foreach (var channel in channels)
            values["PRAXIS_INPUT_" + Upper(channel)] = Below("input/" + channel);
        foreach (var output in definition.OutputFolders)
            values["PRAXIS_OUTPUT_" + Upper(output)] = Below("output/data/" + output);
        foreach (var (name, value) in new ScriptEnvironment(job, definition, Path, channels, arguments).Variables())
            values[name] = value;
        foreach (var (name, value) in definition.Variables)
            values[name] = Placed(value);
        return start;
    }

    private IEnumerable<string> Channels() => definition.Inputs.Keys.Concat(definition.Files.Select(file => file.Channel)).Distinct(StringComparer.Ordinal);

    private string Placed(string text) => text.Replace("{job}", job.Id, StringComparison.Ordinal).Replace("{folder}", Path, StringComparison.Ordinal);

    private string Below(string relative) => System.IO.Path.Combine(Path, relative);

    private void Write<T>(string name, T value) => File.WriteAllText(Below("config/" + name), JsonSerializer.Serialize(value));

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_').Replace('=', '_');

    private static string Relative(string path)
    {
        var parts = path.Split('/');
        return parts.Length <= 40 && parts.All(part => part is not ("" or "." or "..") && part.AsSpan().IndexOfAny('\\', '\0') < 0)
            ? path
            : throw new UserException(new Problem { Type = "invalid-name", Found = $"'{SafeText.Line(path, 120)}' is no path below the job's folder" });
    }
}
