namespace PosAspire.ServiceDefaults.Logging;

/// <summary>The properties that the formats put outside <c>metadata</c>.</summary>
internal static class LogFields
{
    public const string Source = "SourceContext";
    public const string Correlation = "CorrelationId";
    public const string Duration = "Duration";
    public const string Method = "Method";
    public const string Path = "Path";
    public const string StatusCode = "StatusCode";
    public const string ClientIp = "ClientIp";
    public const string UserAgent = "UserAgent";

    /// <summary>Marks a request's own line, whose fields are the restaurant runbook's.</summary>
    public const string IsRequest = "IsRequest";

    // What the web framework adds to every line; the correlation id and the trace say the same in fewer words.
    private static readonly HashSet<string> s_noise =
    [
        Source, Correlation, "RequestId", "RequestPath", "ConnectionId", "ActionId", "ActionName", "SpanId", "TraceId", "ParentId",
        "EventId", "TransportConnectionId", "Scope",
    ];

    private static readonly HashSet<string> s_request = [Method, Path, StatusCode, ClientIp, UserAgent, IsRequest, Duration];

    /// <summary>True for what no format shows, so that it need not even be masked.</summary>
    public static bool IsUnseen(string name) => name is not (Source or Correlation) && s_noise.Contains(name);

    /// <summary>True for what belongs into <c>metadata</c>.</summary>
    public static bool IsMetadata(string name, bool isRequest) => !s_noise.Contains(name) && !(isRequest && s_request.Contains(name));

    /// <summary><c>OrderId</c> becomes <c>orderId</c>.</summary>
    public static string CamelCase(string name) => name.Length > 0 && char.IsUpper(name[0]) ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>The class name without its namespace, as the runbook shows it.</summary>
    public static string ShortContext(string? source)
    {
        string name = source ?? "";
        int generic = name.IndexOf('`', StringComparison.Ordinal);
        name = generic < 0 ? name : name[..generic];
        return name[(name.LastIndexOf('.') + 1)..];
    }
}
