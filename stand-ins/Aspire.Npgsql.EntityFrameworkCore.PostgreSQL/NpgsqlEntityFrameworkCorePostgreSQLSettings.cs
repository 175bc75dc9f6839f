namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>How a context reaches PostgreSQL; bound from <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL</c>.</summary>
public class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>Where the database is.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True leaves a failed command failed; by default it is tried again.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>True adds no health check for the context.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>True collects no traces.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>True collects no metrics.</summary>
    public bool DisableMetrics { get; set; }

    /// <summary>How long a command may run, in seconds.</summary>
    public int? CommandTimeout { get; set; }
}
