using System.Text.RegularExpressions;
using Praxis.Testing;

namespace Praxis.Platform.Tests;

/// <summary>A room uses Foundation and the rooms before it; it never looks ahead.</summary>
public sealed partial class RoomDirectionTests
{
    private static readonly string[] Rooms =
        ["Foundation", "Ingest", "Analyze", "Prepare", "Features", "Train", "Tune", "Evaluate", "Register", "Deploy", "Monitor", "Label", "Pipelines"];

    [Fact]
    public void No_room_looks_ahead()
    {
        var looks = new List<string>();
        var platform = Path.Combine(Repository.Root, "src", "Praxis.Platform");
        foreach (var file in Directory.EnumerateFiles(platform, "*.cs", SearchOption.AllDirectories))
            looks.AddRange(LooksAhead(Path.GetRelativePath(platform, file), File.ReadAllText(file)));
        Assert.Empty(looks);
    }

    [Fact]
    public void A_room_that_looks_ahead_is_named_with_its_file() =>
        Assert.Equal(
            ["Train/Trainer.cs: Train looks ahead to Deploy"],
            LooksAhead("Train/Trainer.cs", "using Praxis.Platform.Prepare;\nusing Praxis.Platform.Deploy;\n"));

    private static IEnumerable<string> LooksAhead(string file, string source)
    {
        var room = file.Split(Path.DirectorySeparatorChar)[0];
        var place = Array.IndexOf(Rooms, room);
        return RoomName().Matches(source)
            .Select(match => match.Groups[1].Value)
            .Distinct()
            .Where(other => Array.IndexOf(Rooms, other) > place && place >= 0)
            .Select(other => $"{file}: {room} looks ahead to {other}");
    }

    [GeneratedRegex(@"Praxis\.Platform\.(\w+)")]
    private static partial Regex RoomName();
}
