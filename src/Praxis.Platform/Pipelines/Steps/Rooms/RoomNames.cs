namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>The rooms that a step of type <c>Room</c> can stand for, which are also the names of a run's steps.</summary>
internal static class RoomNames
{
    public const string Recipe = "Recipe";
    public const string Ingest = "Ingest";
    public const string Analyze = "Analyze";
    public const string Prepare = "Prepare";
    public const string Train = "Train";
    public const string Evaluate = "Evaluate";
    public const string Register = "Register";

    public static IReadOnlyList<string> All { get; } = [Recipe, Ingest, Analyze, Prepare, Train, Evaluate, Register];
}
