using System.Text;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Data.Tables;
using Praxis.Testing;

namespace Praxis.Data.Tests.Files;

/// <summary>Files that are not as they should be (F12): read as they are, or refused with the place and what to do; never changed in silence.</summary>
public sealed class BadFileTests
{
    [Fact]
    public void Numbers_words_and_dates_in_one_column_stay_text_as_written()
    {
        using var folder = new ScratchFolder();
        string[] values = ["1", "1.5", "n/a", "2024-01-02", "02/01/2024", "TRUE", "1,5", "007"];
        var table = Import.Text(folder, "v,k\n" + string.Concat(values.Select(value => $"\"{value}\",x\n")));
        Assert.Contains(table.Columns[0].Type, (ColumnType[])[ColumnType.Text, ColumnType.Category]);
        Assert.Equal(values, Import.Rows(table, "v", "k").Select(row => row.Text!));
    }

    [Fact]
    public void Dates_in_mixed_forms_stay_text_and_the_first_odd_one_is_named()
    {
        using var folder = new ScratchFolder();
        var table = Import.Text(folder, "d\n" + string.Concat(Enumerable.Range(0, 199).Select(i => $"2024-01-{(i % 28) + 1:00}\n")) + "01/02/2024\n");
        Assert.Contains("row 200, '01/02/2024'", table.Columns[0].Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf16_without_its_mark_is_told_with_the_option_and_read_with_it()
    {
        var bytes = Encoding.Unicode.GetBytes("a,b\né,1\n");
        var problem = Import.Fails(bytes).Problems[0];
        Assert.Equal("nul-byte", problem.Type);
        Assert.Contains("--encoding utf-16", problem.Remedy, StringComparison.Ordinal);
        using var folder = new ScratchFolder();
        Assert.Equal("é", Import.Rows(Import.Bytes(folder, bytes, new ReadOptions { Encoding = "utf-16" }), "a", "b")[0].Text);
        Assert.Equal("invalid-encoding", Import.Fails([.. Encoding.Unicode.GetPreamble(), 0x00, 0xd8, 0x41, 0x00]).Problems[0].Type);
    }

    [Fact]
    public void Latin1_is_told_and_read_with_its_option_and_mixed_encodings_are_told_by_row()
    {
        Assert.Contains("row 2", Import.Fails([.. "a,b\nä,1\n"u8, 0xe4, .. ",2\n"u8]).Problems[0].Where, StringComparison.Ordinal);
        using var folder = new ScratchFolder();
        Assert.Equal("ä", Import.Rows(Import.Bytes(folder, [.. "a,b\n"u8, 0xe4, .. ",2\n"u8], new ReadOptions { Encoding = "latin1" }), "a", "b")[0].Text);
    }

    [Fact]
    public void Names_that_differ_in_case_alone_and_reserved_names_are_told_together()
    {
        var problems = Import.Fails("A,a,__row\n1,2,3\n").Problems;
        Assert.Equal(["duplicate-column", "reserved-column"], problems.Select(problem => problem.Type));
    }

    [Fact]
    public void Ten_thousand_columns_are_read_in_one_table()
    {
        using var folder = new ScratchFolder();
        var table = Import.Text(folder, string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"c{i}")) + "\n" + string.Concat(Enumerable.Range(0, 3).Select(row => string.Join(',', Enumerable.Range(0, 10_000).Select(i => i + row)) + "\n")));
        Assert.Equal((10_000, 3L), (table.Columns.Count, table.Rows));
        using var view = TableView.Open(table.TablePath);
        Assert.Equal(["10001"], view.ReadColumns(["c9999"]).Skip(2).Select(row => row[0]));
    }

    [Fact]
    public void Long_runs_of_characters_that_are_not_ascii_are_read_as_written()
    {
        using var folder = new ScratchFolder();
        string[] texts = [string.Concat(Enumerable.Repeat("日本語", 30_000)), string.Concat(Enumerable.Repeat("aé", 30_000)), new string('x', 511) + "é" + new string('y', 600), "\u001a", "a\u001a0\nb\u001a1"];
        var table = Import.Text(folder, "t,k\n" + string.Concat(texts.Select(text => $"\"{text}\",x\n")));
        Assert.Equal(texts, Import.Rows(table, "t", "k").Select(row => row.Text!));
    }

    [Fact]
    public void The_last_line_may_lack_its_end_and_lines_may_end_in_any_way()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(["1", "2", "3", "4"], Import.Rows(Import.Text(folder, "a,b\r\n1,x\n2,x\r3,x\r\n4,x"), "a", "b").Select(row => row.Text!));
    }

    [Fact]
    public void A_parquet_file_that_is_cut_off_or_overwritten_is_told()
    {
        using var folder = new ScratchFolder();
        using (var memory = Sql.OpenMemory())
            Sql.Run(memory, $"COPY (SELECT range AS n, md5(range::VARCHAR) AS t FROM range(20000)) TO {Sql.Text(folder["whole.parquet"])} (FORMAT parquet)");
        var bytes = File.ReadAllBytes(folder["whole.parquet"]);
        Assert.Equal("invalid-parquet", Import.Fails(bytes[..^100], null, "a.parquet").Problems[0].Type);
        Assert.Equal("invalid-parquet", Import.Fails([.. bytes[..(bytes.Length / 2)], .. new byte[64], .. bytes[((bytes.Length / 2) + 64)..]], null, "a.parquet").Problems[0].Type);
    }
}
