using System.Globalization;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation.Tracking;

/// <summary>What a job tells of itself, as a run.</summary>
public static class JobRun
{
    /// <summary>The job as a run of an experiment: its hyper-parameters, seed and inputs, every metric, its status and why.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="job">The job.</param>
    /// <param name="experiment">The experiment's name.</param>
    /// <param name="group">The run group (trial); null for none.</param>
    /// <param name="name">The run's name; the job's where it is null.</param>
    public static RunLog Of(Workspace workspace, Job job, string experiment, string? group = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(job);
        var definition = workspace.Jobs.DefinitionOf(job.Id);
        var parameters = definition.Hyperparameters.ToDictionary(StringComparer.Ordinal);
        parameters["seed"] = definition.Seed.ToString(CultureInfo.InvariantCulture);
        return new RunLog
        {
            Experiment = experiment,
            JobId = job.Id,
            Name = name ?? job.Name,
            Group = group,
            Status = job.Status switch
            {
                JobStatus.Pending => RunStatus.Scheduled,
                JobStatus.InProgress or JobStatus.Stopping => RunStatus.Running,
                JobStatus.Completed => RunStatus.Finished,
                JobStatus.Stopped => RunStatus.Killed,
                _ => RunStatus.Failed,
            },
            Message = job.FailureReason,
            StartedAt = job.StartedAt ?? job.CreatedAt,
            EndedAt = job.EndedAt,
            Parameters = parameters.Where(pair => pair.Key.Length <= TrackingLimits.MostKey && pair.Value.Length <= TrackingLimits.MostParameter).ToDictionary(StringComparer.Ordinal),
            Metrics = [.. workspace.Jobs.Metrics(job.Id).Select(metric => new MetricPoint(metric.Name, metric.Value, metric.Time.ToUnixTimeMilliseconds(), metric.Step))],
            Tags = new Dictionary<string, string> { [RunTags.SourceType] = "JOB", [RunTags.Source] = job.Kind },
            Inputs = [.. definition.Inputs.Select(input => new RunDataset
            {
                Name = input.Key,
                Digest = input.Value,
                SourceType = "artifact",
                Source = $"artifact/{input.Value}",
                Tags = new Dictionary<string, string> { [RunTags.DatasetContext] = input.Key },
            })],
        };
    }
}
