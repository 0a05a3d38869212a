namespace Praxis.Platform.Register;

/// <summary>A file of an archive.</summary>
/// <param name="Sha256">The SHA-256 of its bytes; its name in the archive is <c>artifacts/SHA256</c>.</param>
/// <param name="Bytes">Its length.</param>
internal sealed record ModelArchiveFile(string Sha256, long Bytes);
