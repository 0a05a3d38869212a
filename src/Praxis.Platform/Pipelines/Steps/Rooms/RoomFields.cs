namespace Praxis.Platform.Pipelines.Steps.Rooms;

/// <summary>What a step of type <c>Room</c> is given, and what it leaves for later ones: ids and hashes, so that any process can go on.</summary>
internal static class RoomFields
{
    public const string Room = "Room";

    /// <summary>JSON as text: nothing that a user named in it is taken for an expression, and every digit counts.</summary>
    public const string Options = "Options";

    /// <summary>How many threads may compute; no result depends on it.</summary>
    public const string Threads = "Threads";

    /// <summary>The artifact of a recipe's text.</summary>
    public const string RecipeText = "RecipeText";

    /// <summary>The artifact of a fitted recipe.</summary>
    public const string Recipe = "Recipe";

    /// <summary>A dataset version's id.</summary>
    public const string Dataset = "Dataset";

    /// <summary>The artifacts of its table.</summary>
    public const string Content = "Content";

    /// <summary>The artifact of an analysis.</summary>
    public const string Analysis = "Analysis";

    /// <summary>The id of prepared data.</summary>
    public const string Prepared = "Prepared";

    /// <summary>The artifacts of its rows.</summary>
    public const string Rows = "Rows";

    /// <summary>A training job's id.</summary>
    public const string Job = "Job";

    /// <summary>The artifact of a model.</summary>
    public const string Model = "Model";

    /// <summary>The artifact of an evaluation.</summary>
    public const string Evaluation = "Evaluation";

    /// <summary>A registered version's id.</summary>
    public const string Version = "Version";

    /// <summary>The id of the version that was the newest before it.</summary>
    public const string Before = "Before";

    /// <summary>What came out, in a sentence for people.</summary>
    public const string Finding = "Finding";

    /// <summary>What an earlier result depends on.</summary>
    public static IReadOnlyList<string> CacheAttributes { get; } = [Room, Options, Dataset, Content, Prepared, Rows, Model, Recipe];

    /// <summary>What later steps may refer to.</summary>
    public static IReadOnlyList<string> Properties { get; } = [Dataset, Content, Recipe, Analysis, Prepared, Rows, Job, Model, Evaluation, Version, Before, "ModelPackageArn"];
}
