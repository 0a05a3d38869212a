using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Praxis.Contracts.Ingest;
using Praxis.Contracts.Train;
using Praxis.Platform.Pipelines.Report;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Report;

public sealed class ReportPageTests
{
    private const string Hostile = "<script>alert(1)</script>\u001b[2J\u202e\"'><img src=http://evil.example/x onerror=alert(1)>";

    [Fact]
    public void The_page_is_as_reviewed() => Golden.Matches("report.html", ReportPage.Render(FakeRun.Realistic()));

    [Fact]
    public void A_report_survives_json()
    {
        var copy = JsonSerializer.Deserialize<RunReport>(JsonSerializer.Serialize(FakeRun.Realistic()))!;
        Assert.Equal(ReportPage.Render(FakeRun.Realistic()), ReportPage.Render(copy));
    }

    [Fact]
    public void Hostile_texts_stay_texts()
    {
        var page = ReportPage.Render(HostileRun(3));
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        foreach (Match svg in Regex.Matches(page, "<svg.*?</svg>", RegexOptions.Singleline))
            XElement.Parse(svg.Value);
    }

    [Fact]
    public void The_page_requests_nothing()
    {
        foreach (var page in new[] { ReportPage.Render(FakeRun.Realistic()), ReportPage.Render(HostileRun(3)) })
        {
            var tags = string.Concat(Regex.Matches(page, "<[a-zA-Z][^>]*>").Select(m => m.Value)) + Regex.Match(page, "<style>.*?</style>", RegexOptions.Singleline).Value;
            Assert.DoesNotMatch(@"(?i)\s(src|href|srcset|action|data|style|on\w+)\s*=|url\(|@import", tags);
            Assert.Contains("default-src 'none'; style-src 'sha256-", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_page_of_a_thousand_categories_is_below_two_megabytes()
    {
        var page = ReportPage.Render(HostileRun(1000));
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, 2_000_000);
    }

    private static RunReport HostileRun(int many)
    {
        var names = Enumerable.Range(0, many).Select(i => $"{i}{Hostile}{new string('x', 500)}").ToList();
        var run = FakeRun.Realistic();
        var evaluation = FakeRun.Evaluate(names, [.. names.Select((_, t) => names.Select((_, p) => t == p ? 9L : 1L).ToArray())]);
        return run with
        {
            Title = Hostile,
            Verdict = Hostile,
            SourceName = Hostile,
            Columns = [.. names.Select(n => new ColumnSchema { Name = n, Type = ColumnType.Text, Nulls = 0, Distinct = 1, Remark = n })],
            Steps = [.. names.Select(n => new ReportStep(n, 2, 1))],
            ClassCounts = [.. names.Select(n => new ReportCount(n, 3))],
            CategoryName = Hostile,
            CategoryByClass = [.. names.Take(50).SelectMany(n => names.Select(m => new ReportCategoryCount(m, n, 1)))],
            WordHistogram = new(0, 1, [.. names.Select((_, i) => (long)i)]),
            Evaluation = evaluation,
            TrivialName = Hostile,
            WorstClass = names[0],
            Problems = names,
            Bias = run.Bias! with { Label = Hostile, Positive = Hostile, Facet = Hostile, Values = [.. names.Select(n => run.Bias.Values[0] with { Value = n })] },
            BiasSentence = Hostile,
            TellingWords = [.. names.Select(n => new ReportWords(n, [.. names.Select(m => new TellingFeature(m, 1))]))],
            Samples = [.. names.Select(n => new ReportSample(n + new string('<', 100_000), n, 0.5))],
            Model = run.Model with { Name = Hostile, Algorithm = Hostile, StatusReason = Hostile, Evaluation = evaluation },
            Changes = Hostile,
            Stages = [.. names.Select(n => new ReportStage(n, 1))],
            Hashes = names.ToDictionary(n => n, n => n),
            CurlLine = Hostile,
            Settings = names.ToDictionary(n => n, n => n),
        };
    }
}
