using Microsoft.AspNetCore.Builder;

namespace PosAspire.ServiceDefaults;

/// <summary>How every host begins.</summary>
public static class PosHost
{
    // The framework watches the working directory for changed settings, with all folders below it: started in "/", that is the whole
    // machine, and each line written to a log file wakes the watcher. Settings come from the environment; a restart reads them anew.
    private const string NoWatching = "--hostBuilder:reloadConfigOnChange=false";

    /// <summary>A builder that reads its settings once.</summary>
    public static WebApplicationBuilder CreateBuilder(params string[] args) => WebApplication.CreateBuilder([.. args, NoWatching]);
}
