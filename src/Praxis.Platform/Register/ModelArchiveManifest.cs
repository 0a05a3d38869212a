using Praxis.Contracts.Register;

namespace Praxis.Platform.Register;

/// <summary>The first file of an archive: what is in it.</summary>
internal sealed record ModelArchiveManifest
{
    /// <summary>The form of the archive; 1.</summary>
    public required int Format { get; init; }

    /// <summary>The version as it was.</summary>
    public required ModelVersion Model { get; init; }

    /// <summary>What was said of all versions.</summary>
    public required string GroupDescription { get; init; }

    /// <summary>The files after this one, in their order.</summary>
    public required IReadOnlyList<ModelArchiveFile> Files { get; init; }
}
