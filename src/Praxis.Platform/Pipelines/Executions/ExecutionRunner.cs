using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Pipelines;
using Praxis.Platform.Foundation;
using Praxis.Platform.Pipelines.Checks;
using Praxis.Platform.Pipelines.Definitions;
using Praxis.Platform.Pipelines.Steps;

namespace Praxis.Platform.Pipelines.Executions;

/// <summary>
/// Runs executions to their end. All that it knows stands in the database: a process that is killed loses no step that was done, and the next one goes on with the others.
/// </summary>
/// <param name="services">What steps stand on.</param>
public sealed class ExecutionRunner(StepServices services)
{
    /// <summary>The reason of an execution in which a step failed, as SageMaker says it.</summary>
    public const string StepFailure = "Step failure: One or multiple steps failed.";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly Workspace workspace = services.Workspace;
    private readonly Executions executions = new(services.Workspace);
    private readonly ConcurrentDictionary<string, bool> unreleased = new(StringComparer.Ordinal);

    /// <summary>Told every change of a step.</summary>
    public Action<StepExecution>? OnStep { get; init; }

    /// <summary>Told why a step failed, as it was thrown.</summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>Whether the token only lets go of the execution, for another process to go on with, instead of stopping it.</summary>
    public bool LetsGo { get; init; }

    /// <summary>Runs an execution; returns at once where another, living process does.</summary>
    /// <exception cref="OperationCanceledException">The token asked to let go.</exception>
    public Execution Run(string id, CancellationToken cancellationToken) => executions.Claim(id) ? RunOwn(id, cancellationToken) : executions.Get(id);

    /// <summary>The same for an execution that this process has claimed.</summary>
    internal Execution RunOwn(string id, CancellationToken cancellationToken)
    {
        try
        {
            return Open(id) is { } walk ? walk.Run(cancellationToken) : executions.Get(id);
        }
        catch
        {
            unreleased[id] = true;
            ReleaseLeft();
            throw;
        }
    }

    /// <summary>Gives back the executions that a full disk or a locked database did not let it give back.</summary>
    internal void ReleaseLeft()
    {
        try
        {
            foreach (var id in unreleased.Keys)
            {
                executions.Release(id);
                unreleased.TryRemove(id, out _);
            }
        }
        catch (UserException)
        {
            // The next look may have more luck; the end of this process gives them back too.
        }
    }

    // Null where its definition is gone or no more to be read, which ends it.
    private Walk? Open(string id)
    {
        try
        {
            return new Walk(this, executions.Get(id));
        }
        catch (UserException error) when (error.Fault == Fault.Input)
        {
            executions.Finish(id, ExecutionStatus.Failed, "ClientError: " + SafeText.Line(error.Message, 900));
            return null;
        }
    }

    /// <summary>One execution on its way.</summary>
    private sealed class Walk
    {
        private readonly ExecutionRunner runner;
        private readonly Execution execution;
        private readonly PipelineDefinition definition;
        private readonly Addresses addresses;
        private readonly ExecutionValues values;
        private readonly ConcurrentDictionary<string, StepExecution> steps = new(StringComparer.Ordinal);
        private readonly Dictionary<string, StepExecution> left = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, string> jobs = new(StringComparer.Ordinal);
        private readonly ConcurrentDictionary<string, JsonNode> properties = new(StringComparer.Ordinal);
        private readonly BlockingCollection<string> ended = [];
        private readonly ExecutionTelling telling;
        private readonly List<PipelineStep> waiting;
        private volatile Exception? broken;
        private int running;

        public Walk(ExecutionRunner runner, Execution execution)
        {
            this.runner = runner;
            this.execution = execution;
            var pipeline = new PipelineStore(runner.workspace).Get($"{execution.Pipeline}:{execution.PipelineVersion}");
            definition = PipelineDefinition.Parse(pipeline.Definition);
            addresses = new Addresses(runner.workspace);
            values = new ExecutionValues(definition, execution, name => properties.GetValueOrDefault(name), addresses);
            telling = new ExecutionTelling(runner.Services, definition, execution, values);
            foreach (var step in runner.executions.Steps(execution.Id))
                if (step.Status == StepStatus.Succeeded)
                    Remember(step);
                else if (step is { Status: StepStatus.Executing, Job: not null })
                    left[step.Name] = step;
            waiting = [.. definition.Steps.Where(step => !steps.ContainsKey(step.Name) && (execution.SelectedSteps.Count == 0 || execution.SelectedSteps.Contains(step.Name)))];
        }

        public Execution Run(CancellationToken cancellationToken)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var (isStopped, isFailed) = (runner.executions.Get(execution.Id).Status == ExecutionStatus.Stopping, false);
            var looked = Stopwatch.StartNew();
            if (steps.IsEmpty)
                telling.TellExecution("START");
            while (true)
            {
                if (!isStopped && !isFailed)
                    StartReady(stop.Token);
                if (running == 0)
                    break;
                if (ended.TryTake(out var name, isStopped ? Timeout.InfiniteTimeSpan : Look))
                {
                    running--;
                    isFailed |= steps[name].Status == StepStatus.Failed;
                }

                // What cannot be written cannot go on: what runs ends, and the execution stays as it stands on record.
                isFailed |= broken is not null;
                if (isStopped || (!cancellationToken.IsCancellationRequested && looked.Elapsed < Look))
                    continue;
                looked.Restart();
                isStopped = cancellationToken.IsCancellationRequested || runner.executions.Get(execution.Id).Status == ExecutionStatus.Stopping;
                if (isStopped)
                    stop.Cancel();
            }

            if (broken is UserException refused)
                throw new UserException(Fault.Environment, refused.Problems.Select(problem => problem with { Remedy = $"{problem.Remedy}; then praxis pipeline watch {execution.Id[..13]} goes on" }));
            if (broken is not null)
                throw new InvalidOperationException("A step's end could not be written.", broken);
            if (isStopped && runner.LetsGo && cancellationToken.IsCancellationRequested && runner.executions.Get(execution.Id).Status == ExecutionStatus.Executing)
                throw new OperationCanceledException(cancellationToken);
            var reason = steps.Values.FirstOrDefault(step => step is { Status: StepStatus.Failed, Type: StepTypes.Fail }) is { } fail ? fail.FailureReason : StepFailure;
            var outcome = isFailed || steps.Values.Any(step => step.Status == StepStatus.Failed)
                ? runner.executions.Finish(execution.Id, ExecutionStatus.Failed, reason)
                : runner.executions.Finish(execution.Id, isStopped ? ExecutionStatus.Stopped : ExecutionStatus.Succeeded, null);
            telling.TellExecution(outcome.Status switch { ExecutionStatus.Succeeded => "COMPLETE", ExecutionStatus.Failed => "FAIL", _ => "ABORT" }, outcome.FailureReason);
            telling.Finish();
            return outcome;
        }

        private void StartReady(CancellationToken stop)
        {
            for (var i = 0; i < waiting.Count && running < execution.MaxParallelSteps;)
            {
                var step = waiting[i];
                if (IsLeftOut(step))
                {
                    waiting.RemoveAt(i);
                }
                else if (step.WaitsFor.All(name => steps.TryGetValue(name, out var before) && before.Status == StepStatus.Succeeded))
                {
                    waiting.RemoveAt(i);
                    running++;
                    new Thread(() => RunStep(step, stop)) { IsBackground = true, Name = "step " + step.Name }.Start();
                }
                else
                {
                    i++;
                }
            }
        }

        // The branch that was not chosen never appears.
        private bool IsLeftOut(PipelineStep step) =>
            step.Condition is { } condition && properties.TryGetValue(condition, out var answer) && (answer["Outcome"]!.ToString() == "True") != step.IsIfBranch;

        private void RunStep(PipelineStep step, CancellationToken stop)
        {
            var row = new StepExecution
            {
                Execution = execution.Id,
                Name = step.Name,
                Type = step.Type,
                DisplayName = step.DisplayName,
                Description = step.Description,
                Status = StepStatus.Executing,
                StartedAt = runner.workspace.Time.GetUtcNow(),
            };
            try
            {
                for (var clock = Stopwatch.StartNew(); ;)
                {
                    try
                    {
                        stop.ThrowIfCancellationRequested();
                        Try(step, row, stop);
                        return;
                    }
                    catch (StepFailedException error) when (RetryOf(step, error)?.Wait(row.Attempts + 1, clock.Elapsed) is { } wait)
                    {
                        row = row with { Attempts = row.Attempts + 1, FailureReason = error.Message };
                        Write(row);
                        stop.WaitHandle.WaitOne(wait);
                    }
                }
            }
            catch (Exception error)
            {
                TryEnd(row with { Job = jobs.GetValueOrDefault(step.Name) }, error, stop);
            }
            finally
            {
                ended.Add(step.Name, CancellationToken.None);
            }
        }

        private static StepRetryPolicy? RetryOf(PipelineStep step, StepFailedException error) =>
            step.Retries.FirstOrDefault(policy => error.Kind is { } kind && policy.ExceptionTypes.Contains(kind)) ?? (error.IsLost ? StepRetryPolicy.OfLostProcess : null);

        // A step runs on a thread of its own, whose exceptions would end the process.
        private void TryEnd(StepExecution row, Exception error, CancellationToken stop)
        {
            try
            {
                End(row, error, stop);
            }
            catch (Exception refused)
            {
                steps[row.Name] = row with { Status = StepStatus.Stopped };
                broken = refused;
            }
        }

        private void End(StepExecution row, Exception error, CancellationToken stop)
        {
            var now = runner.workspace.Time.GetUtcNow();
            row = error switch
            {
                OperationCanceledException when stop.IsCancellationRequested => row with { Status = StepStatus.Stopped },
                OperationCanceledException => row with { Status = StepStatus.Failed, FailureReason = "its job was stopped" },
                StepFailedException failed => row with { Status = StepStatus.Failed, FailureReason = failed.Message, Metadata = failed.Result?.Metadata.ToJsonString(), Artifacts = failed.Result?.Artifacts ?? [] },
                ExpressionException => row with { Status = StepStatus.Failed, FailureReason = "ClientError: " + error.Message },
                UserException { Fault: Fault.Input } => row with { Status = StepStatus.Failed, FailureReason = "ClientError: " + error.Message },
                DamagedRecordException => row with { Status = StepStatus.Failed, FailureReason = "InternalServerError: " + error.Message },
                UserException => row with { Status = StepStatus.Failed, FailureReason = "InternalServerError: " + error.Message },
                _ => row with { Status = StepStatus.Failed, FailureReason = "InternalServerError: an internal error: " + error.GetType().Name },
            } with
            { EndedAt = now };
            if (error is not (OperationCanceledException or StepFailedException or ExpressionException or UserException or DamagedRecordException))
                runner.Services.OnBug?.Invoke(error);
            if (row.Status == StepStatus.Failed)
                runner.OnFailure?.Invoke(error);

            if (row.Job is { } job)
            {
                telling.TellStep(row.Status == StepStatus.Failed ? "FAIL" : "ABORT", row, job, []);
                telling.Ended(row);
            }

            // Whoever goes on with it sees it as not ended, and runs it again.
            if (row.Status == StepStatus.Stopped && runner.LetsGo)
                steps[row.Name] = row;
            else
                Write(row);
        }

        private void Try(PipelineStep step, StepExecution row, CancellationToken stop)
        {
            var arguments = Arguments(step);
            var key = step.Cache.Enabled ? Key(step, arguments) : null;
            var before = left.GetValueOrDefault(step.Name);
            if (key is not null && execution.UsesCache && FromCache(step, row, key))
            {
                if (before is not null)
                    runner.workspace.Jobs.RequestStop(before.Job!);
                return;
            }

            StepExecution? done = null;
            IReadOnlyList<LineageEdge> edges = [];
            var context = new StepContext
            {
                Services = runner.Services,
                Execution = execution,
                Step = step,
                Arguments = arguments,
                Values = values,
                Addresses = addresses,
                JobOf = JobOf,
                Started = () => Write(row),
                Began = (transaction, job) =>
                {
                    Executions.Put((SqliteMetadataTransaction)transaction, row with { Job = job.Id }, null);
                    transaction.AddEdge(new LineageEdge(new LineageNode(Executions.Kind, execution.Id), new LineageNode("job", job.Id), "ran"));
                    jobs[step.Name] = job.Id;
                    telling.TellStep("START", row, job.Id, []);
                },
                LeftJob = before?.Job,
                Attached = job =>
                {
                    row = before!;
                    jobs[step.Name] = job.Id;
                    runner.OnStep?.Invoke(row);
                },
                Complete = (transaction, result) =>
                {
                    done = Complete((SqliteMetadataTransaction)transaction, row with { Job = jobs.GetValueOrDefault(step.Name) }, result, key);
                    edges = result.Edges;
                    telling.Completed(transaction, done);
                },
            };

            // Others see the step as done when its transaction is, and not before.
            StepRunner.Of(step.Type).Run(context, stop);
            Remember(done!);
            if (done!.Job is { } own)
                telling.TellStep("COMPLETE", done, own, edges);
        }

        private JsonObject Arguments(PipelineStep step)
        {
            if (step.Type == StepTypes.Condition)
                return [];
            var arguments = (JsonObject)Expression.Resolve(step.Arguments, values)!;
            foreach (var field in StepTypes.Fields(step.Type))
                if (step.Json[field] is { } value)
                    arguments[field] = Expression.Resolve(value, values);
            if (StepTypes.IsCheck(step.Type))
                CheckBaseline.AddTo(arguments, runner.workspace);
            return arguments;
        }

        private string Key(PipelineStep step, JsonObject arguments) => CacheKey.Of(execution.Pipeline, step, arguments, addresses, runner.Services.Version);

        private bool FromCache(PipelineStep step, StepExecution row, string key)
        {
            var now = runner.workspace.Time.GetUtcNow();
            if (runner.executions.Cached(key, step.Cache.ExpireAfter?.Before(now) ?? DateTimeOffset.MinValue) is not { } earlier
                || !earlier.Artifacts.All(runner.workspace.Artifacts.Verify))
                return false;
            var hit = row with
            {
                Status = StepStatus.Succeeded,
                Job = earlier.Job,
                CacheHit = earlier.CacheHit ?? earlier.Execution,
                Metadata = earlier.Metadata,
                Properties = earlier.Properties,
                Artifacts = earlier.Artifacts,
                EndedAt = now,
            };
            runner.workspace.Database.Within(
                transaction =>
                {
                    Executions.Put(transaction, hit, null);
                    if (hit.Job is { } job)
                        transaction.AddEdge(new LineageEdge(new LineageNode(Executions.Kind, execution.Id), new LineageNode("job", job), "reused"));
                    return 0;
                },
                writes: true);
            Remember(hit);
            runner.OnStep?.Invoke(hit);
            return true;
        }

        private static StepExecution Complete(SqliteMetadataTransaction transaction, StepExecution row, StepResult result, string? key)
        {
            result = result.Publish?.Invoke(transaction, result) ?? result;
            var done = row with
            {
                Status = StepStatus.Succeeded,
                FailureReason = null,
                Properties = result.Properties.ToJsonString(),
                Metadata = result.Metadata.ToJsonString(),
                Artifacts = [.. result.Artifacts.Distinct(StringComparer.Ordinal)],
                EndedAt = SqliteMetadataTransaction.Time(transaction.Now),
            };
            foreach (var edge in result.Edges)
                transaction.AddEdge(edge);
            Executions.Put(transaction, done, key);
            return done;
        }

        private string? JobOf(Source source) => steps.Values.FirstOrDefault(step => step.Job is not null && step.Artifacts.Contains(source.Node.Id))?.Job;

        private void Write(StepExecution row)
        {
            runner.workspace.Database.Within(
                transaction =>
                {
                    Executions.Put(transaction, row, null);
                    return 0;
                },
                writes: true);
            steps[row.Name] = row;
            runner.OnStep?.Invoke(row);
        }

        private void Remember(StepExecution step)
        {
            if (step.Properties is { } json)
                properties[step.Name] = JsonNode.Parse(json)!;
            steps[step.Name] = step;
            if (step.CacheHit is null)
                runner.OnStep?.Invoke(step);
        }
    }

    private StepServices Services => services;
}
