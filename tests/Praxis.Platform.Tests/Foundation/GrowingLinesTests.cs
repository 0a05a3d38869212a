using System.Text;
using Praxis.Platform.Foundation;
using Praxis.Testing;

namespace Praxis.Platform.Tests.Foundation;

public sealed class GrowingLinesTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    // A byte at a time, every end of a line and the middle of a letter are torn apart somewhere.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(10_000)]
    public void Lines_are_whole_however_they_come_and_each_says_where_the_next_begins(int step)
    {
        var bytes = Encoding.UTF8.GetBytes($"one\ntwo\r\n10 %\r20 %\r\n\nänd \u2603 more\n{new string('x', 9000)}\nlast");
        string[] expected = ["one", "two", "10 %", "20 %", "", "änd \u2603 more", new string('x', 9000), "last"];
        var (path, heard) = (folder["words"], new List<(string Line, long End)>());
        using (var lines = new GrowingLines(path, 0))
        {
            lines.Read((line, end) => heard.Add((line, end)));
            for (var at = 0; at < bytes.Length; at += step)
            {
                using (var file = new FileStream(path, FileMode.Append))
                    file.Write(bytes, at, Math.Min(step, bytes.Length - at));
                lines.Read((line, end) => heard.Add((line, end)));
            }

            Assert.Equal(expected[..^1], heard.Select(one => one.Line));
            lines.Finish((line, end) => heard.Add((line, end)));
        }

        Assert.Equal(expected, heard.Select(one => one.Line));
        Assert.Equal(bytes.Length, heard[^1].End);
        for (var i = 0; i < heard.Count; i++)
        {
            var rest = new List<string>();
            using var again = new GrowingLines(path, heard[i].End);
            again.Finish((line, _) => rest.Add(line));
            Assert.Equal(expected[(i + 1)..], rest);
        }
    }

    [Fact]
    public void A_line_without_end_comes_in_parts()
    {
        File.WriteAllText(folder["words"], new string('x', (1 << 20) + 5));
        var heard = new List<int>();
        using var lines = new GrowingLines(folder["words"], 0);
        lines.Finish((line, _) => heard.Add(line.Length));
        Assert.Equal([1 << 20, 5], heard);
    }
}
