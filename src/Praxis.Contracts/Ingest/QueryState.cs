using System.Text.Json.Serialization;

namespace Praxis.Contracts.Ingest;

/// <summary>Where a query stands, in Athena's words.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<QueryState>))]
public enum QueryState
{
    /// <summary>Recorded; others run before it.</summary>
    [JsonStringEnumMemberName("QUEUED")]
    Queued,

    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("RUNNING")]
    Running,

    /// <summary>It ended well.</summary>
    [JsonStringEnumMemberName("SUCCEEDED")]
    Succeeded,

    /// <summary>It ended badly; <see cref="Query.Problems"/> says why.</summary>
    [JsonStringEnumMemberName("FAILED")]
    Failed,

    /// <summary>Somebody ended it.</summary>
    [JsonStringEnumMemberName("CANCELLED")]
    Cancelled,
}
