using Praxis.Contracts.Foundation;

namespace Praxis.Contracts.Tests;

public sealed class SafeTextTests
{
    [Fact]
    public void A_terminal_escape_becomes_visible() => Assert.Equal(@"\u001b[31mred", SafeText.Line("\u001b[31mred"));

    [Fact]
    public void A_line_break_cannot_forge_a_second_line() => Assert.Equal(@"a\u000ab", SafeText.Line("a\nb"));

    [Fact]
    public void A_direction_mark_becomes_visible() => Assert.Equal(@"abc\u202edef", SafeText.Line("abc\u202edef"));

    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("@cmd", "\"'@cmd\"")]
    [InlineData("-1.5", "-1.5")]
    [InlineData("-a", "\"'-a\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("plain", "plain")]
    public void A_formula_is_guarded_and_a_number_is_not(string value, string cell) => Assert.Equal(cell, SafeText.CsvCell(value));

    [Theory]
    [InlineData("=1+1")]
    [InlineData("'=1+1")]
    [InlineData("''@x")]
    [InlineData("'tis")]
    [InlineData("\tx")]
    public void A_guarded_cell_reads_back_as_the_same_value(string value)
    {
        var cell = SafeText.CsvCell(value);
        var unquoted = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"") : cell;
        Assert.Equal(value, SafeText.FromCsvCell(unquoted));
    }

    [Theory]
    [InlineData("Women's Clothing.csv", "women-s-clothing-csv")]
    [InlineData("../../etc", "etc")]
    [InlineData("🙂", "data")]
    public void A_name_made_from_text_is_valid(string text, string name) => Assert.Equal(name, ResourceName.From(text, "data"));
}
