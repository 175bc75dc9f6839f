namespace Aspire.StackExchange.Redis;

/// <summary>How a client reaches Redis; bound from <c>Aspire:StackExchange:Redis</c>.</summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>Where the server is, as StackExchange.Redis writes it (host:port,password=…).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True adds no health check for the connection.</summary>
    public bool DisableHealthChecks { get; set; }
}
