using System.Text;
using Praxis.Contracts.Foundation;
using Praxis.Contracts.Ingest;
using Praxis.Data.Files;
using Praxis.Testing;

namespace Praxis.Data.Tests;

public sealed class TableReaderTests
{
    [Theory]
    [InlineData("", "empty-file")]
    [InlineData("a,b\n", "no-rows")]
    [InlineData("a,a\n1,2\n", "duplicate-column")]
    [InlineData("a,b\n1,\"x\n3,4\n", "unclosed-quote")]
    [InlineData("a,b\n1,\"x\"y\n", "text-after-quote")]
    [InlineData("a,b\n1,x\0y\n", "nul-byte")]
    [InlineData("__row,b\n1,2\n", "reserved-column")]
    [InlineData("a,b\n1,2\n\n3,4\n", "ragged-row")]
    public void A_bad_file_is_named(string text, string type) =>
        Assert.Equal(type, Import.Fails(text).Problems[0].Type);

    [Fact]
    public void All_ragged_rows_are_told_at_once_up_to_twenty()
    {
        var error = Import.Fails("a,b\n1,2\n1\n1,2,3\n");
        Assert.Equal(["a.csv, row 2", "a.csv, row 3"], error.Problems.Select(p => p.Where));
        Assert.Equal("1 fields found", error.Problems[0].Found);
        Assert.Equal("2 fields", error.Problems[0].Expected);
        Assert.Equal(20, Import.Fails("a,b\n" + string.Concat(Enumerable.Repeat("1\n", 50))).Problems.Count);
    }

    [Fact]
    public void An_unclosed_quote_is_told_where_it_began() =>
        Assert.Contains("row 2", Import.Fails("a,b\n1,2\n3,\"x\n5,6\n7,8").Problems[0].Where, StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_not_utf8_are_told_with_row_offset_and_remedy()
    {
        byte[] bytes = [.. "a,b\n1,\"x\"\"\"\n2,caf"u8, 0xe9, (byte)'\n'];
        var problem = Assert.Single(Import.Fails(bytes).Problems);
        Assert.Equal("invalid-utf8", problem.Type);
        Assert.Equal("a.csv, row 2", problem.Where);
        Assert.Contains($"byte offset {Array.IndexOf(bytes, (byte)0xe9)} ", problem.Found, StringComparison.Ordinal);
        Assert.Contains("--encoding", problem.Remedy, StringComparison.Ordinal);
        using var folder = new ScratchFolder();
        var table = Import.Bytes(folder, bytes, new ReadOptions { Encoding = "windows-1252" });
        Assert.Equal("café", Import.Rows(table, "b", "a")[1].Text);
    }

    [Fact]
    public void A_field_above_the_limit_is_refused() =>
        Assert.Equal("field-too-long", Import.Fails("a,b\n1,123456789\n", new ReadOptions { MaxFieldBytes = 8 }).Problems[0].Type);

    [Fact]
    public void A_missing_file_and_a_folder_are_the_users_fault()
    {
        using var folder = new ScratchFolder();
        foreach (var path in new[] { folder["absent.csv"], folder.Path })
            Assert.Equal(Fault.Input, Assert.Throws<UserException>(() => TableReader.Import(path, new ReadOptions(), folder["s"], TestContext.Current.CancellationToken)).Fault);
    }

    [Theory]
    [InlineData("{\"a\":1}\n[1]\n", "jsonl", "not-an-object")]
    [InlineData("{\"a\":1}\n{\n", "jsonl", "invalid-json")]
    [InlineData("{\"a\":1,\"a\":2}\n", "jsonl", "duplicate-column")]
    [InlineData("\n", "jsonl", "empty-file")]
    [InlineData("PAR1xxxxxxxxxxxxPAR1", "parquet", "invalid-parquet")]
    public void A_bad_file_of_another_format_is_named(string text, string format, string type) =>
        Assert.Equal(type, Import.Fails(text, null, "a." + format).Problems[0].Type);

    [Fact]
    public void Text_comes_back_as_written()
    {
        using var folder = new ScratchFolder();
        string[] texts = ["=1+1", "@x", "\u001b[31mred", "a \"quoted\" one", "line\nbreak", "cr\r\nlf", "5'8\" tall", " blanks ", "'; DROP TABLE t; --", "😀", "\\n", "NULL", "\r", "a\u001a0\n\u001a1b", new string('x', 3_000_000)];
        var csv = "text;label\r\n" + string.Join("\r\n", texts.Select((t, i) => $"\"{t.Replace("\"", "\"\"", StringComparison.Ordinal)}\";l{i}"));
        var table = Import.Text(folder, csv);
        Assert.Equal(';', table.Format.Delimiter);
        Assert.Equal(texts.Length, table.Rows);
        Assert.Equal(texts, Import.Rows(table, "text", "label").Select(r => r.Text!));
        Assert.Equal(File.ReadAllBytes(folder["a.csv"]), File.ReadAllBytes(table.RawPath));
        Assert.Equal(["raw", "table.parquet"], Directory.GetFileSystemEntries(folder["scratch"]).Select(p => Path.GetFileName(p)!).Order());
    }

    [Fact]
    public void Utf16_and_a_mark_of_utf8_are_read()
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF8 })
        {
            using var folder = new ScratchFolder();
            var table = Import.Bytes(folder, [.. encoding.GetPreamble(), .. encoding.GetBytes("é\tb\nü\t1\n\n")]);
            Assert.Equal("ü", Assert.Single(Import.Rows(table, "é", "b")).Text);
        }
    }

    [Fact]
    public void The_last_row_decides_on_the_type_and_is_told()
    {
        using var folder = new ScratchFolder();
        var table = Import.Text(folder, "n,d\n" + string.Concat(Enumerable.Range(1, 200).Select(i => $"{i},2024-01-{(i % 28) + 1:00}\n")) + "abc,2024-02-30\n");
        Assert.All(table.Columns, c => Assert.True(c.Type is ColumnType.Text or ColumnType.Category));
        Assert.Contains("row 201, 'abc'", table.Columns[0].Remark, StringComparison.Ordinal);
        Assert.Contains("row 201, '2024-02-30'", table.Columns[1].Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1|-2|9007199254740993", ColumnType.Number)]
    [InlineData("1.50|2|-0.1|1e3", ColumnType.Number)]
    [InlineData("007|2", ColumnType.Text)]
    [InlineData("+1|2", ColumnType.Text)]
    [InlineData("0.1234567890123456|2", ColumnType.Text)]
    [InlineData("True|FALSE", ColumnType.Boolean)]
    [InlineData("2024-02-29|2023-01-01", ColumnType.Date)]
    [InlineData("2024-02-29T10:00:00|2024-02-29 10:00", ColumnType.Date)]
    [InlineData("2024-02-29T10:00:00Z|2024-02-29T10:00:00+02:00", ColumnType.Date)]
    [InlineData("a|b|a|b", ColumnType.Category)]
    public void A_type_is_proved_and_the_label_stays_as_written(string values, ColumnType type)
    {
        using var folder = new ScratchFolder();
        var written = values.Split('|');
        var table = Import.Text(folder, "x,v\n" + string.Concat(written.Select(v => $"t,{v}\n")));
        Assert.Equal(type, table.Columns[1].Type);
        Assert.Equal(written, Import.Rows(table, "x", "v").Select(r => r.Label!));
    }

    [Fact]
    public void A_type_that_is_asked_for_is_given_where_every_value_fits_and_refused_with_the_row_where_not()
    {
        using var folder = new ScratchFolder();
        var options = new ReadOptions { Types = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Text } };
        Assert.Equal(ColumnType.Text, Import.Text(folder, "n,t\n1,a\n2,b\n", options).Columns[0].Type);
        options = new ReadOptions { Types = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Number, ["x"] = ColumnType.Date } };
        Assert.Contains("there is no column 'x'", Import.Fails("n,t\n1,a\n2,b\n", options).Message, StringComparison.Ordinal);
        options = new ReadOptions { Types = new Dictionary<string, ColumnType> { ["n"] = ColumnType.Number } };
        var error = Import.Fails("n,t\n1,a\n02,b\n", options);
        Assert.Contains("'02' in column 'n' is no Number", error.Message, StringComparison.Ordinal);
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_thousand_columns_are_read_and_one_more_is_refused()
    {
        using var folder = new ScratchFolder();
        string Wide(int columns) => string.Join(',', Enumerable.Range(0, columns).Select(i => $"c{i}")) + "\n" + string.Join(',', Enumerable.Range(0, columns)) + "\n";
        Assert.Contains("more than 10000 columns", Import.Fails(Wide(10_001)).Message, StringComparison.Ordinal);
        Assert.Equal(1_000, Import.Text(folder, Wide(1_000)).Columns.Count);
    }

    [Fact]
    public async Task A_file_that_changes_while_it_is_read_is_refused()
    {
        using var folder = new ScratchFolder();
        var path = folder.Write("growing.csv", "t,l\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"text {i},{i % 2}\n")));
        using var stop = new CancellationTokenSource();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var grower = Task.Run(
            () =>
            {
                using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                while (!stop.IsCancellationRequested)
                {
                    stream.Write("more,1\n"u8);
                    stream.Flush();
                    begun.TrySetResult();
                }
            },
            TestContext.Current.CancellationToken);
        await begun.Task;
        var error = Assert.Throws<UserException>(() => TableReader.Import(path, new ReadOptions(), folder["scratch"], TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        await grower;
        Assert.Contains(error.Problems[0].Type, (string[])["file-changed", "ragged-row"]);
        Assert.Empty(Directory.GetFileSystemEntries(folder["scratch"]));
    }

    [Fact]
    public void Json_lines_and_parquet_are_read()
    {
        using var folder = new ScratchFolder();
        var table = Import.Text(folder, "{\"t\":\"a\\nb\",\"n\":1}\n\n{\"n\":2,\"o\":{\"k\":[1]},\"t\":null}", null, "a.jsonl");
        Assert.Equal(["t", "n", "o"], table.Columns.Select(c => c.Name));
        Assert.Equal(["a\nb", null], Import.Rows(table, "t", "n").Select(r => r.Text));
        Assert.Equal("{\"k\":[1]}", Import.Rows(table, "o", "n")[1].Text);
        using (var memory = Sql.OpenMemory())
            Sql.Run(memory, $"COPY (SELECT 'x' AS t, 0.1::DOUBLE + 0.2 AS n UNION ALL SELECT '', 2) TO {Sql.Text(folder["b.parquet"])} (FORMAT parquet)");
        var parquet = TableReader.Import(folder["b.parquet"], new ReadOptions(), folder["s2"], TestContext.Current.CancellationToken);
        Assert.Equal(ColumnType.Number, parquet.Columns[1].Type);
        Assert.Equal(1, parquet.Columns[0].Nulls);
        Assert.Equal("0.30000000000000004", Import.Rows(parquet, "t", "n")[0].Label);
    }

    [Fact]
    public void Without_a_header_columns_are_named_by_their_place()
    {
        using var folder = new ScratchFolder();
        var table = Import.Text(folder, "a,1\n,2", new ReadOptions { HasHeader = false });
        Assert.Equal(["column0", "column1"], table.Columns.Select(c => c.Name));
        Assert.Equal(["a", null], Import.Rows(table, "column0", "column1").Select(r => r.Text));
    }
}
