using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace PosAspire.ServiceDefaults.Configuration;

/// <summary>Makes the runbook's <c>ENVIRONMENT</c> the host's environment.</summary>
internal static class HostEnvironment
{
    /// <summary>
    /// <c>ENVIRONMENT</c> wins over <c>ASPNETCORE_ENVIRONMENT</c> and <c>DOTNET_ENVIRONMENT</c>, which .NET stores under the
    /// same key at a lower rank; when none is set it is development, as the runbook says.
    /// </summary>
    public static void Apply(WebApplicationBuilder builder)
    {
        string name = builder.Configuration.Word("ENVIRONMENT", "development", "staging", "production") switch
        {
            "production" => Environments.Production,
            "staging" => Environments.Staging,
            _ => Environments.Development,
        };
        builder.Environment.EnvironmentName = name;
        // The web host's environment and the generic host's are two objects.
        foreach (IHostEnvironment environment in builder.Services.Select(service => service.ImplementationInstance).OfType<IHostEnvironment>())
        {
            environment.EnvironmentName = name;
        }
    }
}
