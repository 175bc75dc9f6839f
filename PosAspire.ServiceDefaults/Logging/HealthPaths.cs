using Microsoft.AspNetCore.Http;

namespace PosAspire.ServiceDefaults.Logging;

/// <summary>The probes' paths: asked every few seconds, so neither logged nor traced while all is well.</summary>
internal static class HealthPaths
{
    private static readonly PathString[] s_roots = ["/health", "/api/health", "/api/v1/health"];

    public static bool Match(PathString path) => Array.Exists(s_roots, root => path.StartsWithSegments(root));
}
