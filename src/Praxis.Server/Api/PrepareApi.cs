using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Praxis.Contracts.Foundation;
using Praxis.Platform.Foundation;
using Praxis.Platform.Prepare.Processing;
using Praxis.Platform.Prepare.Recipes;
using Praxis.Server.Internals;

namespace Praxis.Server.Api;

/// <summary>The routes of recipes and processing jobs.</summary>
/// <param name="workspace">The workspace.</param>
/// <param name="program">The path of the program <c>praxis</c>, which runs scripts and recipes as jobs.</param>
/// <param name="scheduler">Runs those that are asked here.</param>
public sealed class PrepareApi(Workspace workspace, string program, WorkScheduler scheduler) : IRoomApi
{
    private const int MostPreviewRows = 100;
    private const int MostSample = 100_000;
    private static readonly TimeSpan LongestPreview = TimeSpan.FromSeconds(30);
    private static readonly string[] formats = ["csv", "tsv", "jsonl", "parquet"];
    private readonly DatasetRecipes recipes = new(workspace);
    private readonly ProcessingJobs jobs = new(workspace, program);

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/recipes").WithTags("recipes");
        group.MapPost("", Start).WithSummary("Runs a recipe on a dataset, in the background; its parts may become datasets").Refuses(400, 401, 404, 503);
        group.MapPost("validate", Validate).WithSummary("Tells every mistake of a recipe on a dataset; nothing runs").Refuses(400, 401, 404);
        group.MapPost("preview", Preview).WithSummary("Rows, columns and statistics after each step, on a sample").Refuses(400, 401, 404);
        new WorkRoutes(recipes.Records).Map(group, "runs of recipes");
        var processing = routes.MapGroup("/processing-jobs").WithTags("processing-jobs");
        processing.MapPost("", Process).WithSummary("Begins a SQL script or a recipe over datasets as a job").Refuses(400, 401, 404, 503);
        new WorkRoutes(jobs.Records).Map(processing, "processing jobs");
    }

    private Accepted<WorkRecord> Start(RecipeRequest body)
    {
        Demand(body.Tables);
        var record = scheduler.Start(recipes.Records, () => recipes.Submit(body), (own, stop) => recipes.Run(own, body, stop));
        return TypedResults.Accepted($"/recipes/{record.Id}", WorkRoutes.Shown(record));
    }

    private Ok<RecipeCheck> Validate(RecipeRequest body, CancellationToken cancellationToken)
    {
        Demand(body.Tables);
        var recipe = recipes.Validate(body, cancellationToken);
        return TypedResults.Ok(new RecipeCheck(recipe.Name, recipe.Seed, [.. recipe.Steps.Select(step => step.Kind)]));
    }

    private Ok<IReadOnlyList<RecipePreview>> Preview(RecipeRequest body, CancellationToken cancellationToken, int rows = 3, int sample = 10_000)
    {
        Demand(body.Tables);
        if (rows is < 0 or > MostPreviewRows || sample is < 1 or > MostSample)
            throw new UserException(new Problem { Type = "invalid-limit", Found = "rows or sample is out of its range", Expected = $"0 to {MostPreviewRows} and 1 to {MostSample:N0}" });
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(LongestPreview);
        try
        {
            return TypedResults.Ok(recipes.Preview(body, sample, rows, late.Token));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UserException(new Problem { Type = "preview-too-slow", Found = $"the preview took longer than {LongestPreview.TotalSeconds:0} seconds", Remedy = "Draw a smaller sample, or run it" }, error);
        }
    }

    private Accepted<WorkRecord> Process(ProcessingStart body)
    {
        if (body.Sql is null == body.Recipe is null || !formats.Contains(body.OutputFormat) || body.Retries is < 0 or > 10 || body.TimeoutSeconds is <= 0 or > 86_400 || body.MemoryLimitBytes is < 1 << 25)
            throw new UserException(new Problem { Type = "invalid-processing-job", Found = "the job is not one that can be begun", Expected = "sql or recipe; outputFormat csv, tsv, jsonl or parquet; retries 0 to 10; timeoutSeconds up to 86400; memoryLimitBytes from 33554432" });
        Demand(body.Inputs);
        var rows = body.Rows ?? body.Inputs.Keys.FirstOrDefault();
        if (body.Recipe is not null && (rows is null || !body.Inputs.ContainsKey(rows) || (body.Rows is null && body.Inputs.Count > 1)))
            throw new UserException(new Problem { Type = "invalid-processing-job", Found = "it is not said which input the recipe is run on", Expected = "rows: the name of an input" });
        var request = new ProcessingRequest
        {
            Name = body.Name,
            Work = body.Sql is null ? ProcessingWork.Recipe : ProcessingWork.Sql,
            Script = body.Sql ?? body.Recipe!,
            OutputFormat = body.OutputFormat,
            Inputs = [.. body.Inputs.OrderBy(input => input.Key != rows)],
            AllowsPaths = false,
            Retries = body.Retries,
            Timeout = TimeSpan.FromSeconds(body.TimeoutSeconds ?? 3600),
            MemoryLimit = body.MemoryLimitBytes,
        };
        var record = scheduler.Start(jobs.Records, () => jobs.Submit(request), (own, stop) => jobs.Run(own, request, null, stop));
        return TypedResults.Accepted($"/processing-jobs/{record.Id}", WorkRoutes.Shown(record));
    }

    private static void Demand(IReadOnlyDictionary<string, string>? datasets)
    {
        if (datasets?.Values.Any(name => name is null) == true)
            throw new UserException(new Problem { Type = "invalid-name", Found = "a dataset is null", Expected = "the name of a dataset" });
    }
}
