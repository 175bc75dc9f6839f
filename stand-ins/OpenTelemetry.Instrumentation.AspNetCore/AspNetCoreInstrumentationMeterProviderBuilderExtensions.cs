namespace OpenTelemetry.Metrics;

/// <summary>Adds the meters that ASP.NET Core publishes itself; one that the application does not use costs nothing.</summary>
public static class AspNetCoreInstrumentationMeterProviderBuilderExtensions
{
    /// <summary>Listens to ASP.NET Core's own meters.</summary>
    public static MeterProviderBuilder AddAspNetCoreInstrumentation(this MeterProviderBuilder builder)
        => builder.AddMeter("Microsoft.AspNetCore.*");
}
