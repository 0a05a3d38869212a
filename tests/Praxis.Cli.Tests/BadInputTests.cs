using System.Text;

namespace Praxis.Cli.Tests;

public sealed class BadInputTests
{
    public static TheoryData<string, string, string> Files() => new()
    {
        { "empty", "", "empty" },
        { "header only", "text,label\n", "no rows" },
        { "one class", Rows(i => $"text {i},a"), "same label" },
        { "few rows of a class", Rows(i => $"text {i},{(i < 3 ? "rare" : "a")}"), "at least 10 rows" },
        { "ragged row", Rows(i => i == 17 ? "a,b,c" : $"text {i},a"), "row 18" },
        { "unclosed quote", Rows(i => i == 17 ? "\"open,a" : $"text {i},a"), "row 18" },
        { "NUL byte", Rows(i => i == 17 ? "te\0xt,a" : $"text {i},a"), "NUL" },
        { "duplicate header", "text,label,text\na,b,c\n", "both called" },
        { "label all null", Rows(i => $"text {i},"), "no value" },
        { "a million classes", Rows(i => $"text {i},c{i}", 1200), "at most 1,000" },
        { "one row", "text,label\na,b\n", "same label" },
        { "two rows", "text,label\na,b\nc,d\n", "at least 10 rows" },
        { "all duplicates", Rows(_ => "same,a"), "same label" },
        { "one text a class", Rows(i => i % 2 == 0 ? "same,a" : "other,b"), "the same text" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_at_fault_is_told_and_nothing_is_registered(string what, string content, string told)
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.Write("data.csv", content));
        Assert.True(run.Code == 1, $"{what}: {run.Code} {run.Error}");
        Assert.Contains(told, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        Assert.Equal("[]", praxis.Run("models", "list", "--json").Output.Trim());
        Assert.Empty(Directory.EnumerateFileSystemEntries(praxis[".praxis/tmp"]));
    }

    [Fact]
    public void Invalid_UTF8_is_told_with_row_and_byte()
    {
        using var praxis = new PraxisProgram();
        var bytes = Encoding.Latin1.GetBytes("text,label\nplain,a\ncaf\u00e9,b\n");
        var run = praxis.RunJob(praxis.Write("data.csv", bytes));
        Assert.Equal(1, run.Code);
        Assert.Contains("row 2", run.Error);
        Assert.Contains("byte offset 22", run.Error);
        Assert.Contains("--encoding windows-1252", run.Error);
    }

    [Fact]
    public void A_field_of_fifty_megabytes_is_told()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.Write("data.csv", "text,label\n" + new string('x', 50_000_000) + ",a\n"));
        Assert.Equal(1, run.Code);
        Assert.Contains("longer than", run.Error);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_told()
    {
        using var praxis = new PraxisProgram();
        var missing = praxis.RunJob("nowhere.csv");
        Assert.Equal(1, missing.Code);
        Assert.Contains("nowhere.csv", missing.Error);
        var folder = praxis.RunJob(praxis.Path);
        Assert.Equal(1, folder.Code);
        Assert.Contains("folder", folder.Error);
    }

    [Fact]
    public void Unknown_columns_are_told_all_at_once_with_the_nearest_name()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("run", praxis.WriteReviews(), "--text", "txt", "--label", "labels", "--no-serve");
        Assert.Equal(1, run.Code);
        Assert.Contains("Did you mean 'text'?", run.Error);
        Assert.Contains("Did you mean 'label'?", run.Error);
    }

    [Fact]
    public void A_mistake_in_the_command_is_told_without_a_wall_of_help()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.Run("run", "reviews.csv");
        Assert.Equal(1, run.Code);
        Assert.Contains("--text", run.Error);
        Assert.Contains("praxis run --help", run.Error);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("--set", "speed=9", "speed")]
    [InlineData("--set", "C=much", "C is 'much'")]
    [InlineData("--label-map", "1,1=a", "mapped twice")]
    [InlineData("--positive", "purple", "purple")]
    [InlineData("--name", "../climb", "../climb")]
    [InlineData("--held-out", "2", "at most 0.5")]
    public void A_wrong_option_is_told(string option, string value, string told)
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.WriteReviews(), "--facet", "shop", option, value);
        Assert.True(run.Code == 1, run.Error);
        Assert.Contains(told, run.Error);
        Assert.Equal("[]", praxis.Run("models", "list", "--json").Output.Trim());
    }

    [Fact]
    public void A_workspace_that_cannot_be_written_is_the_environments_fault()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.WriteReviews(), "--workspace", praxis.Write("file", "in the way"));
        Assert.Equal(2, run.Code);
        Assert.Contains("workspace", run.Error);
        var read = praxis.RunJob(praxis.WriteReviews(), "--workspace", "/proc/praxis");
        Assert.Equal(2, read.Code);
    }

    [Fact]
    public void A_path_with_spaces_and_emoji_works()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.WriteReviews("my data \U0001f600/reviews \u00e9.csv"), "--workspace", praxis["work \U0001f600 space/.praxis"]);
        Assert.True(run.Code == 0, run.Error);
    }

    [Fact]
    public void Text_that_is_its_label_is_a_problem_to_know()
    {
        using var praxis = new PraxisProgram();
        var run = praxis.RunJob(praxis.Write("data.csv", Rows(i => i < 5 ? "apple,apple" : i % 2 == 0 ? $"red fruit {i},apple" : $"green fruit {i},pear")));
        Assert.True(run.Code == 0, run.Error);
        Assert.Contains("The text is the label itself", run.Output);
    }

    private static string Rows(Func<int, string> row, int rows = 60) => "text,label\n" + string.Concat(Enumerable.Range(0, rows).Select(i => row(i) + "\n"));
}
