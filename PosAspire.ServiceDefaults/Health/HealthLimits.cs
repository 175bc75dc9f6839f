namespace PosAspire.ServiceDefaults.Health;

/// <summary>How long each endpoint's caller waits (liquor runbook, "Available Endpoints"), and how much of it a check may use.</summary>
internal static class HealthLimits
{
    /// <summary>The share of a caller's patience that checks may use; the rest is for the way there and back.</summary>
    public const double Share = 0.8;

    public static readonly TimeSpan Overall = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Ready = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Live = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Database = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan Redis = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan Backup = TimeSpan.FromSeconds(2);

    public static TimeSpan Within(TimeSpan limit) => limit * Share;
}
