using Praxis.Contracts.Deploy;
using Praxis.Contracts.Experiments;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Platform.Foundation;
using Praxis.Platform.Foundation.Tracking;
using Praxis.Platform.Ingest;

namespace Praxis.Platform.Tests.Register;

/// <summary>What is deleted comes back within its time of grace, and is gone after it.</summary>
public sealed class DeletionTests : IDisposable
{
    private readonly ModelShelf shelf = new();

    private WorkspaceCare Care => new(shelf.Workspace);

    private bool IsThere(string hash) => File.Exists(shelf.Workspace.Artifacts.PathOf(hash));

    [Fact]
    public void A_deleted_version_comes_back_and_after_gc_its_bytes_are_gone_from_disk()
    {
        var model = shelf.Models.Register(shelf.Version("reviews", "these very bytes"));
        shelf.Workspace.Metadata.Write(transaction => transaction.AddEdge(new LineageEdge(new LineageNode("job", "x"), new LineageNode("artifact", model.Artifact), "produced")));
        shelf.Models.Delete("reviews:1");
        Assert.Equal("unknown-model", Assert.Throws<UserException>(() => shelf.Models.Get("reviews")).Problems[0].Type);
        Assert.Equal(("model", "reviews:1"), (Care.Deleted()[0].Kind, Care.Deleted()[0].Id));
        Care.Gc();
        shelf.Models.Restore("reviews:1");
        Assert.True(shelf.Workspace.Artifacts.Verify(shelf.Models.Get("reviews").Artifact));

        shelf.Models.Delete("reviews:1");
        shelf.Clock.Ahead = TimeSpan.FromDays(2);
        Assert.Contains(model.Artifact, Care.Gc());
        Assert.False(IsThere(model.Artifact));
        Assert.Empty(Care.Deleted());
        Assert.Equal("nothing-to-restore", Assert.Throws<UserException>(() => shelf.Models.Restore("reviews:1")).Problems[0].Type);
        Assert.Equal(2, shelf.Models.Register(shelf.Version("reviews", "other bytes")).Version);
        Assert.True(Care.WorkspaceCheck().IsWhole);
    }

    [Fact]
    public void Bytes_that_something_living_names_too_stay_and_bytes_made_again_are_kept_again()
    {
        var first = shelf.Models.Register(shelf.Version("reviews", "shared bytes"));
        shelf.Models.Register(shelf.Version("other", "shared bytes"));
        shelf.Models.Delete("reviews:1");
        shelf.Clock.Ahead = TimeSpan.FromDays(2);
        Care.Gc();
        Assert.True(IsThere(first.Artifact));
        shelf.Models.Delete("other:1");
        shelf.Clock.Ahead = TimeSpan.FromDays(4);
        Care.Gc();
        Assert.False(IsThere(first.Artifact));
        var again = shelf.Artifact("shared bytes");
        shelf.Workspace.Metadata.Write(transaction => transaction.AddEdge(new LineageEdge(new LineageNode("job", "y"), new LineageNode("artifact", again), "produced")));
        shelf.Clock.Ahead = TimeSpan.FromDays(6);
        Care.Gc();
        Assert.True(IsThere(again));
    }

    [Fact]
    public void What_an_endpoint_serves_what_an_alias_names_and_what_a_model_learned_from_stays_and_the_user_is_named()
    {
        shelf.Models.Register(shelf.Version("reviews"));
        shelf.Workspace.Metadata.Write(transaction => transaction.Put("endpoint", "live", 1, RecordJson.Write(new Endpoint { Name = "live", Model = "reviews", ModelVersion = 1, Status = EndpointStatus.InService, UpdatedAt = DateTimeOffset.UnixEpoch })));
        var refused = Assert.Throws<UserException>(() => shelf.Models.Delete("reviews:1"));
        Assert.Equal("still-used", refused.Problems[0].Type);
        Assert.Contains("the endpoint live", refused.Message, StringComparison.Ordinal);
        shelf.Workspace.Metadata.Write(transaction => transaction.Delete("endpoint", "live", 1));
        shelf.Groups.SetAlias("reviews", "champion", 1);
        Assert.Contains("reviews@champion", Assert.Throws<UserException>(() => shelf.Models.Delete("reviews:1")).Message, StringComparison.Ordinal);
        Assert.Equal("no-version", Assert.Throws<UserException>(() => shelf.Models.Delete("reviews")).Problems[0].Type);

        File.WriteAllText(shelf["reviews.csv"], "text,label\na,b\n");
        var datasets = new Datasets(shelf.Workspace);
        datasets.Ingest(shelf["reviews.csv"], new ReadOptions(), null, TestContext.Current.CancellationToken);
        Assert.Contains("the model reviews:1", Assert.Throws<UserException>(() => datasets.Drop("reviews")).Message, StringComparison.Ordinal);
        shelf.Groups.SetAlias("reviews", "champion", null);
        shelf.Models.Delete("reviews:1");
        Assert.Equal("reviews:1", Assert.Single(datasets.Drop("reviews")).Id);
    }

    [Fact]
    public void A_dropped_dataset_takes_its_rows_in_every_form_with_it()
    {
        File.WriteAllText(shelf["reviews.csv"], "text,label\na,b\n");
        var datasets = new Datasets(shelf.Workspace);
        DatasetVersion dataset = datasets.Ingest(shelf["reviews.csv"], new ReadOptions(), null, TestContext.Current.CancellationToken);
        var train = shelf.Artifact("{\"text\":\"a\"}");
        shelf.Workspace.Metadata.Write(transaction => transaction.Put("prepared", "reviews", 1, $$"""{"dataset":"{{dataset.Id}}","trainArtifact":"{{train}}"}"""));
        datasets.Drop("reviews");
        shelf.Clock.Ahead = TimeSpan.FromHours(20);
        Care.Gc();
        datasets.Restore("reviews");
        Assert.True(IsThere(train));
        datasets.Drop("reviews");
        shelf.Clock.Ahead = TimeSpan.FromDays(3);
        Care.Gc();
        Assert.Empty(shelf.Workspace.Artifacts.List());
    }

    [Fact]
    public void A_dropped_work_takes_what_it_made_and_leaves_what_it_read()
    {
        var (read, made) = (shelf.Artifact("read by the work"), shelf.Artifact("made by the work"));
        shelf.Workspace.Metadata.Write(transaction =>
        {
            transaction.AddEdge(new LineageEdge(new LineageNode("job", "x"), new LineageNode("artifact", read), "produced"));
            transaction.AddEdge(new LineageEdge(new LineageNode("analysis", "y"), new LineageNode("artifact", made), "produced"));
            transaction.Put("dropped-analysis", "one", 1, $$"""{"inputs":[{"hash":"{{read}}"}],"outputs":[{"artifact":"{{made}}"}]}""");
        });
        shelf.Clock.Ahead = TimeSpan.FromDays(2);
        Assert.Equal([made], Care.Gc());
        Assert.True(IsThere(read));
    }

    [Fact]
    public void A_deleted_run_and_experiment_come_back_and_go_with_their_files()
    {
        var (experiments, runs, files) = (new Experiments(shelf.Workspace), new ExperimentRuns(shelf.Workspace), new RunArtifacts(shelf.Workspace));
        var experiment = experiments.Create("sentiment");
        var run = runs.Create(experiment.Id, new NewRun());
        runs.Log(run.Id, new RunBatch { Metrics = [new MetricPoint("loss", 0.5, 1)] });
        File.WriteAllText(shelf["plot.svg"], "a plot");
        var hash = files.Add(run.Id, "plot.svg", shelf["plot.svg"]).Artifact!;
        runs.Delete(run.Id);
        Assert.Equal("run-deleted", Assert.Throws<UserException>(() => runs.Log(run.Id, new RunBatch())).Problems[0].Type);
        Assert.Empty(runs.Search([experiment.Id], null, [], LifecycleView.ActiveOnly, 10, null).Runs);
        runs.Restore(run.Id);
        experiments.Delete(experiment.Id);
        shelf.Clock.Ahead = TimeSpan.FromHours(12);
        Care.Gc();
        experiments.Restore(experiment.Id);
        Assert.Equal(0.5, runs.Get(run.Id).Metrics[0].Last);
        experiments.Delete(experiment.Id);
        shelf.Clock.Ahead = TimeSpan.FromDays(3);
        Care.Gc();
        Assert.False(IsThere(hash));
        Assert.Null(experiments.ByName("sentiment"));
        Assert.Equal("unknown-run", Assert.Throws<UserException>(() => runs.Get(run.Id)).Problems[0].Type);
        Assert.Equal("default-experiment", Assert.Throws<UserException>(() => experiments.Delete("0")).Problems[0].Type);
    }

    [Fact]
    public void Runs_and_gcs_at_the_same_time_lose_nothing_that_lives()
    {
        using var second = Workspace.Open(shelf[".praxis"], shelf.Clock);
        Parallel.For(0, 60, i =>
        {
            if (i % 6 == 5)
                new WorkspaceCare(second).Gc();
            else
                shelf.Models.Register(shelf.Version($"model-{i % 5}", $"bytes {i}"));
            if (i % 10 == 9 && shelf.Models.Newest("model-0") is { } newest)
                try
                {
                    shelf.Models.Delete(newest.Id);
                }
                catch (UserException error) when (error.Problems[0].Type == "unknown-model")
                {
                    // Another one deleted it first.
                }
        });
        Assert.All(shelf.Models.List(), model => Assert.True(shelf.Workspace.Artifacts.Verify(model.Artifact)));
        shelf.Clock.Ahead = TimeSpan.FromDays(2);
        Care.Gc();
        Assert.All(shelf.Models.List(), model => Assert.True(shelf.Workspace.Artifacts.Verify(model.Artifact)));
        Assert.Equal(shelf.Models.List().Select(model => model.Artifact).Distinct().Order(), shelf.Workspace.Artifacts.List().Order());
        Assert.Equal(shelf.Models.List().Count, shelf.Models.List().Select(model => model.Id).Distinct().Count());
    }

    public void Dispose() => shelf.Dispose();
}
