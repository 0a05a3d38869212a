using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Praxis.Platform.Foundation;
using Praxis.Server.Api.Mlflow;
using Praxis.Testing;

namespace Praxis.Server.Tests;

/// <summary>What an MLflow client says and hears.</summary>
public sealed class MlflowTests : IAsyncLifetime
{
    private readonly ScratchFolder folder = new();
    private Workspace workspace = null!;
    private RunningServer server = null!;

    public async ValueTask InitializeAsync()
    {
        workspace = Workspace.Open(folder[".praxis"], TimeProvider.System);
        server = await RunningServer.StartAsync(rooms: [new MlflowApi(workspace)]);
    }

    [Fact]
    public async Task A_plain_client_run_is_logged_and_read_back()
    {
        var (status, missing, _) = await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/experiments/get-by-name?experiment_name=sentiment");
        Assert.Equal((404, "RESOURCE_DOES_NOT_EXIST"), (status, Code(missing)));
        var experiment = (await PostAsync("experiments/create", """{"name":"sentiment","tags":[{"key":"team","value":"nlp"}]}"""))["experiment_id"]!.GetValue<string>();
        Assert.Equal("RESOURCE_ALREADY_EXISTS", Code((await TryAsync("experiments/create", """{"name":"sentiment"}""")).Body));
        var run = (await PostAsync("runs/create", $$"""
            {"experiment_id":"{{experiment}}","user_id":"ann","start_time":1700000000000,"run_name":"first",
             "tags":[{"key":"mlflow.user","value":"ann"},{"key":"mlflow.source.name","value":"train.py"},{"key":"mlflow.source.type","value":"LOCAL"},{"key":"mlflow.source.git.commit","value":"abc"}]}
            """))["run"]!;
        var id = run["info"]!["run_id"]!.GetValue<string>();
        Assert.Matches("^[0-9a-f]{32}$", id);
        Assert.Equal($"mlflow-artifacts:/{experiment}/{id}/artifacts", run["info"]!["artifact_uri"]!.GetValue<string>());
        Assert.Equal("RUNNING", run["info"]!["status"]!.GetValue<string>());

        Assert.Equal("{}", (await PostAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"lr","value":"0.1"}""")).ToJsonString());
        await PostAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"lr","value":"0.1"}""");
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"lr","value":"0.2"}""")).Body));
        await PostAsync("runs/log-metric", $$"""{"run_id":"{{id}}","key":"val/accuracy","value":0.6,"timestamp":"1700000000001","step":"0"}""");
        await PostAsync("runs/log-batch", $$"""
            {"run_id":"{{id}}","metrics":[{"key":"val/accuracy","value":0.7,"timestamp":1700000000002,"step":1},{"key":"loss","value":"NaN","timestamp":1700000000002},{"key":"grow","value":"-Infinity","timestamp":1700000000002}],
             "params":[{"key":"model","value":"linear"}],"tags":[{"key":"stage","value":"a"},{"key":"stage","value":"b"}],"unknown":{"x":1} }
            """);
        await PostAsync("runs/log-inputs", $$"""{"run_id":"{{id}}","datasets":[{"tags":[{"key":"mlflow.data.context","value":"training"}],"dataset":{"name":"reviews","digest":"d1","source_type":"local","source":"x.csv"} }] }""");
        await PostAsync("runs/update", $$"""{"run_id":"{{id}}","status":"FINISHED","end_time":1700000009000}""");

        var read = await GetAsync($"runs/get?run_id={id}&run_uuid={id}");
        var data = read["run"]!["data"]!;
        Assert.Equal("FINISHED", read["run"]!["info"]!["status"]!.GetValue<string>());
        Assert.Equal(1700000009000, read["run"]!["info"]!["end_time"]!.GetValue<long>());
        Assert.Equal("0.7", Of(data["metrics"]!, "val/accuracy"));
        Assert.Equal("NaN", Of(data["metrics"]!, "loss"));
        Assert.Equal("-Infinity", Of(data["metrics"]!, "grow"));
        Assert.Equal("linear", Of(data["params"]!, "model"));
        Assert.Equal("b", Of(data["tags"]!, "stage"));
        Assert.Equal("first", Of(data["tags"]!, "mlflow.runName"));
        Assert.Equal("reviews", read["run"]!["inputs"]!["dataset_inputs"]![0]!["dataset"]!["name"]!.GetValue<string>());
        var history = await GetAsync($"metrics/get-history?run_id={id}&metric_key={Uri.EscapeDataString("val/accuracy")}&max_results=1");
        Assert.Equal(0.6, history["metrics"]![0]!["value"]!.GetValue<double>());
        history = await GetAsync($"metrics/get-history?run_id={id}&metric_key={Uri.EscapeDataString("val/accuracy")}&max_results=1&page_token={Uri.EscapeDataString(history["next_page_token"]!.GetValue<string>())}");
        Assert.Equal(1, history["metrics"]![0]!["step"]!.GetValue<long>());
        Assert.Null(history["next_page_token"]);
    }

    [Fact]
    public async Task Artifacts_are_put_listed_read_and_deleted()
    {
        var id = (await PostAsync("runs/create", """{"experiment_id":"0"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        var root = $"/api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts";
        foreach (var (path, bytes) in new[] { ("model/MLmodel", "flavors: {}"), ("model/data/weights.bin", "weights"), ("notes.txt", "words") })
            Assert.Equal((200, "{}"), Two(await SendAsync(HttpMethod.Put, $"{root}/{path}", bytes)));
        var listed = await GetAsync($"artifacts/list?run_id={id}");
        Assert.Equal(["model", "notes.txt"], listed["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
        Assert.True(listed["files"]![0]!["is_dir"]!.GetValue<bool>());
        Assert.Null(listed["files"]![0]!["file_size"]);
        Assert.Equal(["model/MLmodel", "model/data"], (await GetAsync($"artifacts/list?run_id={id}&path=model"))["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
        var relative = JsonNode.Parse((await server.SendAsync(HttpMethod.Get, $"/api/2.0/mlflow-artifacts/artifacts?path=0/{id}/artifacts/model")).Body)!;
        Assert.Equal(["MLmodel", "data"], relative["files"]!.AsArray().Select(file => file!["path"]!.GetValue<string>()));
        Assert.Equal("weights", (await server.SendAsync(HttpMethod.Get, $"{root}/model/data/weights.bin")).Body);
        Assert.Equal(200, (await SendAsync(HttpMethod.Delete, $"{root}/model", null)).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, $"{root}/model/MLmodel")).Status);
        Assert.Equal(501, (await SendAsync(HttpMethod.Post, $"/api/2.0/mlflow-artifacts/mpu/create/0/{id}/artifacts/x", "{}")).Status);
    }

    [Theory]
    [InlineData("..%2f..%2fetc")]
    [InlineData("..%5c..%5c")]
    [InlineData("%252e%252e%252f")]
    [InlineData("....%2f%2fx")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("c:%5cwindows")]
    [InlineData("%5c%5cserver%5cshare")]
    [InlineData("file:%2f%2f%2fetc")]
    [InlineData("a%23%2f..%2f..%2fx")]
    [InlineData("a%3fx=..%2f..")]
    [InlineData("reviews%00")]
    [InlineData("reviews.")]
    [InlineData("reviews%20")]
    [InlineData("a/./b")]
    public async Task Paths_and_ids_that_climb_or_deceive_are_refused(string name)
    {
        var id = (await PostAsync("runs/create", """{"experiment_id":"0"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        foreach (var (method, path) in new[]
        {
            ("PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/{name}"), ("GET", $"/api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/{name}"), ("DELETE", $"/api/2.0/mlflow-artifacts/artifacts/0/{id}/artifacts/{name}"),
            ("PUT", $"/api/2.0/mlflow-artifacts/artifacts/0/{name}/artifacts/x"), ("GET", $"/api/2.0/mlflow/runs/get?run_id={name}"), ("GET", $"/api/2.0/mlflow/artifacts/list?run_id={id}&path={name}"), ("GET", $"/api/2.0/mlflow/experiments/get?experiment_id={name}"),
        })
        {
            // A dot between slashes is taken away before any route sees it.
            if (name == "a/./b" && path.Contains("mlflow-artifacts", StringComparison.Ordinal))
                continue;
            var answer = await server.RawAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {RunningServer.Token}\r\nContent-Length: 2\r\n\r\n{{}}");
            Assert.True(answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 404", StringComparison.Ordinal), $"{method} {path}: {answer}");
        }

        Assert.Empty((await GetAsync($"artifacts/list?run_id={id}"))["files"]!.AsArray());
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Runs_are_searched_by_filter_and_order_over_several_pages()
    {
        var experiment = (await PostAsync("experiments/create", """{"name":"many"}"""))["experiment_id"]!.GetValue<string>();
        for (var i = 0; i < 7; i++)
        {
            var id = (await PostAsync("runs/create", $$"""{"experiment_id":"{{experiment}}","start_time":{{1000 + i}},"run_name":"run {{i}}"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
            if (i != 3)
                await PostAsync("runs/log-batch", $$"""{"run_id":"{{id}}","metrics":[{"key":"acc","value":{{(i == 4 ? "\"NaN\"" : $"0.{i % 3}")}},"timestamp":1}],"params":[{"key":"model","value":"{{(i % 2 == 0 ? "Linear" : "tree")}}"}]}""");
        }

        async Task<string[]> Ask(string filter, string order)
        {
            var (names, token) = (new List<string>(), "");
            do
            {
                var page = await PostAsync("runs/search", new JsonObject { ["experiment_ids"] = new JsonArray(experiment), ["filter"] = filter, ["max_results"] = 2, ["order_by"] = new JsonArray(order), ["page_token"] = token }.ToJsonString());
                names.AddRange(page["runs"]!.AsArray().Select(run => run!["info"]!["run_name"]!.GetValue<string>()[4..]));
                token = page["next_page_token"]?.GetValue<string>() ?? "";
            }
            while (token.Length > 0);
            return [.. names];
        }

        // acc: 0 -> .0, 1 -> .1, 2 -> .2, 3 -> none, 4 -> NaN, 5 -> .2, 6 -> .0; the later start first among equals, what has no number last.
        Assert.Equal(["5", "2", "1", "6", "0", "4", "3"], await Ask("", "metrics.acc DESC"));
        Assert.Equal(["6", "0", "1", "5", "2", "4", "3"], await Ask("", "metrics.acc"));
        Assert.Equal(["5", "2"], await Ask("metrics.acc > 0.15", "metrics.acc DESC"));
        Assert.Equal(["5", "1"], await Ask("params.model = 'tree'", "start_time DESC"));
        Assert.Equal(["0", "2", "4", "6"], await Ask("params.model LIKE 'Lin%'", "attribute.start_time ASC"));
        Assert.Empty(await Ask("params.model LIKE 'lin%'", "start_time"));
        Assert.Equal(["6", "4", "2", "0"], await Ask("params.`model` ilike 'lin%' and attributes.status = 'RUNNING'", "start_time desc"));
        Assert.Equal(["0", "2", "4", "6"], await Ask("parameters.\"model\" != 'tree'", "run_name"));
        Assert.Equal(["1", "2"], await Ask("run name IN ('run 1', 'run 2')", "run_name"));
        Assert.Equal(["6"], await Ask("start_time >= 1006", "metrics.acc"));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/search", """{"experiment_ids":["1"],"filter":"metrics.acc > 'x'"}""")).Body));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/search", """{"experiment_ids":["1"],"page_token":"zzz"}""")).Body));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/search", """{"experiment_ids":["1"],"max_results":50001}""")).Body));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/search", """{"experiment_ids":["1"],"filter":"params.a = 'x' OR params.b = 'y'"}""")).Body));
    }

    [Fact]
    public async Task Deleting_marks_refuses_writes_and_is_taken_back()
    {
        var experiment = (await PostAsync("experiments/create", """{"name":"old"}"""))["experiment_id"]!.GetValue<string>();
        var id = (await PostAsync("runs/create", $$"""{"experiment_id":"{{experiment}}"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        await PostAsync("experiments/delete", $$"""{"experiment_id":"{{experiment}}"}""");
        Assert.Equal("deleted", (await GetAsync($"runs/get?run_id={id}"))["run"]!["info"]!["lifecycle_stage"]!.GetValue<string>());
        Assert.Equal("deleted", (await GetAsync("experiments/get-by-name?experiment_name=old"))["experiment"]!["lifecycle_stage"]!.GetValue<string>());
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("runs/set-tag", $$"""{"run_id":"{{id}}","key":"a","value":"b"}""")).Body));
        Assert.Equal("RESOURCE_ALREADY_EXISTS", Code((await TryAsync("experiments/create", """{"name":"old"}""")).Body));
        Assert.Equal(["Default"], (await PostAsync("experiments/search", """{"max_results":1000}"""))["experiments"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        Assert.Equal(["old"], (await PostAsync("experiments/search", """{"view_type":"DELETED_ONLY"}"""))["experiments"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()));
        await PostAsync("experiments/restore", $$"""{"experiment_id":"{{experiment}}"}""");
        Assert.Equal("active", (await GetAsync($"runs/get?run_id={id}"))["run"]!["info"]!["lifecycle_stage"]!.GetValue<string>());
        await PostAsync("runs/set-tag", $$"""{"run_id":"{{id}}","key":"a","value":"b"}""");
        await PostAsync("runs/delete-tag", $$"""{"run_id":"{{id}}","key":"a"}""");
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await TryAsync("runs/delete-tag", $$"""{"run_id":"{{id}}","key":"a"}""")).Body));
    }

    [Fact]
    public async Task A_logged_model_is_registered_given_an_alias_moved_and_deleted()
    {
        var run = (await PostAsync("runs/create", """{"experiment_id":"0"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        var logged = (await PostAsync("logged-models", $$"""{"experiment_id":"0","name":"classifier","model_type":"sklearn","source_run_id":"{{run}}","params":[{"key":"C","value":"1"}],"tags":[{"key":"a","value":"b"}]}"""))["model"]!["info"]!;
        var id = logged["model_id"]!.GetValue<string>();
        Assert.Equal("LOGGED_MODEL_PENDING", logged["status"]!.GetValue<string>());
        var place = logged["artifact_uri"]!.GetValue<string>();
        Assert.StartsWith($"mlflow-artifacts:/0/{run}/artifacts/", place);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await TryAsync("model-versions/create", """{"name":"reviews","source":"x"}""")).Body));
        await PostAsync("registered-models/create", """{"name":"reviews","description":"of clothes","tags":[{"key":"team","value":"nlp"}]}""");
        Assert.Equal("RESOURCE_ALREADY_EXISTS", Code((await TryAsync("registered-models/create", """{"name":"reviews"}""")).Body));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("registered-models/create", """{"name":"../x"}""")).Body));
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await TryAsync("model-versions/create", $$"""{"name":"reviews","source":"models:/{{id}}"}""")).Body));
        foreach (var (path, bytes) in new[] { ("MLmodel", "flavors: {}"), ("data/model.pkl", "bytes") })
            Assert.Equal(200, (await SendAsync(HttpMethod.Put, "/api/2.0/mlflow-artifacts/artifacts" + place["mlflow-artifacts:".Length..] + "/" + path, bytes)).Status);
        Assert.Equal("LOGGED_MODEL_READY", (await ChangeAsync("PATCH", $"logged-models/{id}", """{"status":"LOGGED_MODEL_READY"}"""))["model"]!["info"]!["status"]!.GetValue<string>());
        await PostAsync($"logged-models/{id}/params", """{"params":[{"key":"penalty","value":"l2"}]}""");
        await ChangeAsync("PATCH", $"logged-models/{id}/tags", """{"tags":[{"key":"stage","value":"x"}]}""");
        Assert.Equal("l2", Of((await GetAsync($"logged-models/{id}"))["model"]!["data"]!["params"]!, "penalty"));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync($"logged-models/{id}/params", """{"params":[{"key":"C","value":"2"}]}""")).Body));
        Assert.Single((await PostAsync("logged-models/search", """{"experiment_ids":["0"]}"""))["models"]!.AsArray());
        Assert.Equal((501, "NOT_IMPLEMENTED"), await TryAsync("logged-models/search", """{"experiment_ids":["0"],"filter":"metrics.a > 1"}""") is var refused ? (refused.Status, Code(refused.Body)) : default);
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("logged-models", """{"experiment_id":"0","name":"alone"}""")).Body));

        foreach (var source in (string[])[$"models:/{id}", $"runs:/{run}/models/{id}", place])
            await PostAsync("model-versions/create", $$"""{"name":"reviews","source":"{{source}}","run_id":"{{run}}","tags":[{"key":"by","value":"ann"}]}""");
        var second = (await GetAsync("model-versions/get?name=reviews&version=2"))["model_version"]!;
        Assert.Equal(("2", run, "None", "READY"), (second["version"]!.GetValue<string>(), second["run_id"]!.GetValue<string>(), second["current_stage"]!.GetValue<string>(), second["status"]!.GetValue<string>()));
        Assert.Equal("ann", Of(second["tags"]!, "by"));
        var kept = new Praxis.Platform.Register.Models(workspace).Get("reviews:3");
        Assert.Equal(["data/model.pkl"], kept.Files.Keys);
        Assert.Equal(Praxis.Contracts.Register.ModelStatus.PendingManualApproval, kept.Status);

        await PostAsync("registered-models/alias", """{"name":"reviews","alias":"champion","version":"2"}""");
        Assert.Equal("2", (await GetAsync("registered-models/alias?name=reviews&alias=champion"))["model_version"]!["version"]!.GetValue<string>());
        Assert.Equal("""["champion"]""", (await GetAsync("model-versions/get?name=reviews&version=2"))["model_version"]!["aliases"]!.ToJsonString());
        Assert.Equal("RESOURCE_CONFLICT", Code((await SendAsync(HttpMethod.Delete, "/api/2.0/mlflow/model-versions/delete", """{"name":"reviews","version":"2"}""")).Body));
        await ChangeAsync("DELETE", "registered-models/alias", """{"name":"reviews","alias":"champion"}""");
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/registered-models/alias?name=reviews&alias=champion")).Body));
        await PostAsync("model-versions/transition-stage", """{"name":"reviews","version":"1","stage":"Production"}""");
        Assert.Equal("Production", (await PostAsync("model-versions/transition-stage", """{"name":"reviews","version":"2","stage":"production","archive_existing_versions":true}"""))["model_version"]!["current_stage"]!.GetValue<string>());
        Assert.Equal("Archived", (await GetAsync("model-versions/get?name=reviews&version=1"))["model_version"]!["current_stage"]!.GetValue<string>());
        Assert.Equal(["2"], (await PostAsync("registered-models/get-latest-versions", """{"name":"reviews","stages":["Production"]}"""))["model_versions"]!.AsArray().Select(version => version!["version"]!.GetValue<string>()));
        Assert.Equal("INVALID_PARAMETER_VALUE", Code((await TryAsync("model-versions/transition-stage", """{"name":"reviews","version":"1","stage":"Live"}""")).Body));
        await ChangeAsync("PATCH", "model-versions/update", """{"name":"reviews","version":"1","description":"old"}""");
        await PostAsync("model-versions/set-tag", """{"name":"reviews","version":"1","key":"k","value":"v"}""");
        await ChangeAsync("DELETE", "model-versions/delete-tag", """{"name":"reviews","version":"1","key":"by"}""");
        Assert.Equal("""[{"key":"k","value":"v"}]""", (await GetAsync("model-versions/get?name=reviews&version=1"))["model_version"]!["tags"]!.ToJsonString());
        Assert.Equal(place, (await GetAsync("model-versions/get-download-uri?name=reviews&version=3"))["artifact_uri"]!.GetValue<string>());

        await ChangeAsync("DELETE", "model-versions/delete", """{"name":"reviews","version":"3"}""");
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/model-versions/get?name=reviews&version=3")).Status);
        await ChangeAsync("DELETE", $"logged-models/{id}", "{}");
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await server.SendAsync(HttpMethod.Get, $"/api/2.0/mlflow/logged-models/{id}")).Body));
        await ChangeAsync("DELETE", "registered-models/delete", """{"name":"reviews"}""");
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/registered-models/get?name=reviews")).Body));
        Assert.Equal("NOT_IMPLEMENTED", Code((await TryAsync("registered-models/rename", """{"name":"a","new_name":"b"}""")).Body));
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Registered_models_and_versions_are_searched()
    {
        var run = (await PostAsync("runs/create", """{"experiment_id":"0"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        await SendAsync(HttpMethod.Put, $"/api/2.0/mlflow-artifacts/artifacts/0/{run}/artifacts/model/MLmodel", "x");
        foreach (var name in (string[])["alpha", "beta", "gamma"])
        {
            await PostAsync("registered-models/create", $$"""{"name":"{{name}}","tags":[{"key":"size","value":"{{name.Length}}"}]}""");
            for (var i = 0; i < 2; i++)
                await PostAsync("model-versions/create", $$"""{"name":"{{name}}","source":"runs:/{{run}}/model"}""");
        }

        async Task<string[]> Ask(string call, string list, string query) => [.. (await GetAsync($"{call}/search?{query}"))[list]!.AsArray().Select(one => one!["name"]!.GetValue<string>() + one["version"]?.GetValue<string>())];
        Assert.Equal(["alpha", "beta", "gamma"], await Ask("registered-models", "registered_models", ""));
        Assert.Equal(["gamma", "beta"], await Ask("registered-models", "registered_models", "max_results=2&order_by=" + Uri.EscapeDataString("name DESC")));
        Assert.Equal(["alpha", "gamma"], await Ask("registered-models", "registered_models", "filter=" + Uri.EscapeDataString("tags.size = '5'")));
        Assert.Equal(["beta"], await Ask("registered-models", "registered_models", "filter=" + Uri.EscapeDataString("name ILIKE '%ET_'")));
        Assert.Equal(["beta2", "beta1"], await Ask("model-versions", "model_versions", "filter=" + Uri.EscapeDataString("name = 'beta'") + "&order_by=" + Uri.EscapeDataString("version_number DESC")));
        Assert.Equal(6, (await Ask("model-versions", "model_versions", "filter=" + Uri.EscapeDataString($"run_id = '{run}'"))).Length);
        Assert.Empty(await Ask("model-versions", "model_versions", "filter=" + Uri.EscapeDataString("run_id = 'x' AND name = 'beta'")));
        Assert.Equal("2", (await GetAsync("registered-models/get?name=beta"))["registered_model"]!["latest_versions"]![0]!["version"]!.GetValue<string>());
        var first = await GetAsync("registered-models/search?max_results=2");
        Assert.Equal("gamma", (await GetAsync("registered-models/search?max_results=2&page_token=" + Uri.EscapeDataString(first["next_page_token"]!.GetValue<string>())))["registered_models"]![0]!["name"]!.GetValue<string>());
        foreach (var wrong in (string[])["name = beta", "nam = 'x'", "metrics.a > 1"])
            Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/registered-models/search?filter=" + Uri.EscapeDataString(wrong))).Status);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Limits_and_mistakes_are_told_in_the_clients_words()
    {
        var id = (await PostAsync("runs/create", """{"experiment_id":"0"}"""))["run"]!["info"]!["run_id"]!.GetValue<string>();
        string Metric(int count) => $$"""{"run_id":"{{id}}","metrics":[{{string.Join(',', Enumerable.Repeat("""{"key":"m","value":1,"timestamp":1}""", count))}}]}""";
        Assert.Equal(400, (await TryAsync("runs/log-batch", Metric(1001))).Status);
        await PostAsync("runs/log-batch", Metric(1000));
        Assert.Equal(1000, (await GetAsync($"metrics/get-history?run_id={id}&metric_key=m"))["metrics"]!.AsArray().Count);
        foreach (var body in (string[])["{", "[]", "\"x\"", new string('[', 5000), $$"""{"run_id":"{{id}}"}""", $$"""{"run_id":"{{id}}","key":"..","value":1,"timestamp":1}""", $$"""{"run_id":"{{id}}","key":"/a","value":1,"timestamp":1}""", $$"""{"run_id":"{{id}}","key":"a","value":"x","timestamp":1}""", $$"""{"run_id":"{{id}}","key":"a","value":1,"timestamp":1.5}"""])
            Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (await TryAsync("runs/log-metric", body)) is var answer ? (answer.Status, Code(answer.Body)) : default);
        Assert.Equal(400, (await TryAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"{{new string('k', 251)}}","value":"x"}""")).Status);
        Assert.Equal(400, (await TryAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"k","value":"{{new string('v', 6001)}}"}""")).Status);
        Assert.Equal(400, (await TryAsync("experiments/create", $$"""{"name":"{{new string('n', 501)}}"}""")).Status);
        Assert.Equal((400, "INVALID_PARAMETER_VALUE"), (await TryAsync("runs/log-parameter", $$"""{"run_id":"{{id}}","key":"k","value":"{{new string('v', 1_000_001)}}"}""")) is var long_ ? (long_.Status, Code(long_.Body)) : default);
        Assert.Equal("RESOURCE_DOES_NOT_EXIST", Code((await TryAsync("runs/set-tag", """{"run_id":"0123","key":"a","value":"b"}""")).Body));
        Assert.Equal("ENDPOINT_NOT_FOUND", Code((await TryAsync("no-such-call", "{}")).Body));
        Assert.Equal("OK", (await server.SendAsync(HttpMethod.Get, "/health")).Body);
        Assert.Matches("^[0-9]+\\.", (await server.SendAsync(HttpMethod.Get, "/version")).Body);
        Assert.Empty(server.Bugs);
    }

    [Fact]
    public async Task Every_route_that_changes_something_needs_the_token_as_bearer_or_as_password()
    {
        var changing = server.Server.Routes.Where(route => route.RoutePattern.RawText!.StartsWith("/api/2.0", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => (Method: method, Route: route.RoutePattern.RawText!)))
            .Where(route => route.Method is not ("GET" or "HEAD")).ToList();
        Assert.True(changing.Count > 20);
        string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
        foreach (var (method, route) in changing)
            foreach (var authorization in (string?[])[null, "Bearer wrong", Basic("ann:wrong"), Basic(RunningServer.Token), Basic(RunningServer.Token + ":"), "Basic !", "Basic " + RunningServer.Token])
            {
                var (status, body, _) = await server.SendAsync(new HttpMethod(method), route.Replace("{**path}", "x", StringComparison.Ordinal), "{}", change: request =>
                {
                    if (authorization is not null)
                        request.Headers.TryAddWithoutValidation("Authorization", authorization);
                });
                Assert.True(status == 401 && Code(body) == "UNAUTHENTICATED", $"{method} {route} with '{authorization}' answered {status} {body}");
            }

        var made = await server.SendAsync(HttpMethod.Post, "/api/2.0/mlflow/experiments/create", """{"name":"with a password"}""", change: request => request.Headers.TryAddWithoutValidation("Authorization", Basic("ann:" + RunningServer.Token)));
        Assert.Equal(200, made.Status);
        Assert.Equal(401, (await server.SendAsync(HttpMethod.Put, "/endpoints/reviews", """{"model":"reviews"}""", change: request => request.Headers.TryAddWithoutValidation("Authorization", Basic("ann:" + RunningServer.Token)))).Status);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        workspace.Dispose();
        folder.Dispose();
    }

    private static string Code(string body) => JsonNode.Parse(body)!["error_code"]!.GetValue<string>();

    private static (int, string) Two((int Status, string Body, string?) answer) => (answer.Status, answer.Body);

    private static string Of(JsonNode pairs, string key) => pairs.AsArray().Single(pair => pair!["key"]!.GetValue<string>() == key)!["value"]!.ToString();

    private async Task<JsonNode> GetAsync(string call)
    {
        var (status, body, _) = await server.SendAsync(HttpMethod.Get, "/api/2.0/mlflow/" + call);
        Assert.True(status == 200, $"{call}: {status} {body}");
        return JsonNode.Parse(body)!;
    }

    private Task<(int Status, string Body, string?)> TryAsync(string call, string body) => SendAsync(HttpMethod.Post, "/api/2.0/mlflow/" + call, body);

    private async Task<JsonNode> PostAsync(string call, string body)
    {
        var (status, answer, _) = await TryAsync(call, body);
        Assert.True(status == 200, $"{call}: {status} {answer}");
        return JsonNode.Parse(answer)!;
    }

    private async Task<JsonNode> ChangeAsync(string method, string call, string body)
    {
        var (status, answer, _) = await SendAsync(new HttpMethod(method), "/api/2.0/mlflow/" + call, body);
        Assert.True(status == 200, $"{method} {call}: {status} {answer}");
        return JsonNode.Parse(answer)!;
    }

    private Task<(int Status, string Body, string? Type)> SendAsync(HttpMethod method, string path, string? body) =>
        server.SendAsync(method, path, body, change: request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningServer.Token));
}
