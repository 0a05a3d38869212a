using System.Text.Json;
using Praxis.Contracts.Foundation;

namespace Praxis.Platform.Foundation;

/// <summary>A record of the workspace's database, or a file that Praxis wrote, cannot be understood any more.</summary>
/// <param name="cause">What was found.</param>
public sealed class DamagedRecordException(Exception cause) : JsonException("A record cannot be understood: " + SafeText.Line(cause.Message, 200), cause)
{
    /// <summary>The same for people.</summary>
    public UserException ToUserException() => new(
        Fault.Environment,
        [new Problem
        {
            Type = "damaged-record",
            Found = SafeText.Line(Message, 240),
            Remedy = "praxis workspace check tells what is damaged; restore a backup of the workspace",
        }],
        this);
}
