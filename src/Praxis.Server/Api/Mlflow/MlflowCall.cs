using System.Text.Json;

namespace Praxis.Server.Api.Mlflow;

/// <summary>Does what a call asks; what it returns writes the fields of the answer.</summary>
internal delegate Action<Utf8JsonWriter> MlflowCall(MlflowFields fields);
