using Microsoft.AspNetCore.Http;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>Options of the request instrumentation.</summary>
public class AspNetCoreTraceInstrumentationOptions
{
    /// <summary>A request is traced when this answers true; false, or an exception, leaves it out.</summary>
    public Func<HttpContext, bool>? Filter { get; set; }
}
