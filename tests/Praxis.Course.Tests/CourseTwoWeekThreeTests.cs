using System.Text.Json;
using Praxis.Testing;

namespace Praxis.Course.Tests;

/// <summary>Course 2, week 3: the lab's pipeline on its own reviews, with a classical trainer.</summary>
public sealed class CourseTwoWeekThreeTests
{
    [Fact]
    public async Task The_labs_pipeline_registers_a_model_and_repeats_nothing()
    {
        var reviews = SharedFolder.File("data/reviews/womens_clothing_ecommerce_reviews.csv");
        using var student = new Student();
        student.Run("ingest", reviews, "--name", "reviews");
        var file = student.Write("pipeline.yaml", student.Run("pipeline", "new"));
        string[] start = ["pipeline", "start", file, "--set", "data=dataset://reviews", "--set", "min-accuracy=0.33", "--json"];
        using var first = JsonDocument.Parse(student.Run(start));
        Assert.Equal(["Prepare", "Train", "EvaluateModel", "AccuracyCondition"], Names(first).Take(4));
        Assert.Equal(["CreateModel", "RegisterModel"], Names(first).Skip(4).Order());

        // The lab's sizes: 5,537, 307 and 309 of the 6,153 rows that are left when the classes are equal.
        var log = student.Run("jobs", "logs", Step(first, "Prepare").GetProperty("job").GetString()!);
        foreach (var line in (string[])["23486 rows, 19662 without an empty cell", "train: 5537 rows", "validation: 307 rows", "test: 309 rows"])
            Assert.Contains(line, log);

        using var models = JsonDocument.Parse(student.Run("models", "list", "--json"));
        var model = Assert.Single(models.RootElement.EnumerateArray());
        Assert.Equal(("PendingManualApproval", 309), (model.GetProperty("status").GetString(), model.GetProperty("evaluation").GetProperty("rows").GetInt32()));
        Assert.True(model.GetProperty("evaluation").GetProperty("accuracy").GetDouble() > 0.6);

        using var second = JsonDocument.Parse(student.Run(start));
        Assert.Equal(["EvaluateModel", "Prepare", "Train"], Hits(second));
        using var changed = JsonDocument.Parse(student.Run([.. start, "--set", "c=0.5"]));
        Assert.Equal(["Prepare"], Hits(changed));
        using var gate = JsonDocument.Parse(student.Run("pipeline", "start", "reviews", "--set", "data=dataset://reviews", "--set", "min-accuracy=1.01", "--json"));
        Assert.Equal((4, "Succeeded", "False"), (Names(gate).Count(), gate.RootElement.GetProperty("execution").GetProperty("status").GetString(), Step(gate, "AccuracyCondition").GetProperty("metadata").GetProperty("Condition").GetProperty("Outcome").GetString()));

        Assert.Contains("the same bytes", student.Run("replay", "reviews:1", "--threads", "1"));
        Assert.Contains("dataset", student.Run("lineage", "show", "reviews:1"));
        Assert.Contains("Train", student.Run("experiments", "runs", "reviews"));
        student.Run("models", "approve", "reviews:1", "--reason", "good enough");
        await student.ServeAsync();
        Assert.Equal("Approved", (await student.GetAsync("models/reviews:1")).GetProperty("status").GetString());
        Assert.Equal(4, (await student.GetAsync("executions?pipeline=reviews")).GetProperty("items").GetArrayLength());
    }

    private static IEnumerable<string> Names(JsonDocument execution) => execution.RootElement.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()!);

    private static IEnumerable<string> Hits(JsonDocument execution) => execution.RootElement.GetProperty("steps").EnumerateArray()
        .Where(step => step.GetProperty("cacheHit").ValueKind == JsonValueKind.String).Select(step => step.GetProperty("name").GetString()!).Order();

    private static JsonElement Step(JsonDocument execution, string name) => execution.RootElement.GetProperty("steps").EnumerateArray().First(step => step.GetProperty("name").GetString() == name);
}
