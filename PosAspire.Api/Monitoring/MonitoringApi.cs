using PosAspire.Api.Identity;

namespace PosAspire.Api.Monitoring;

internal static class MonitoringApi
{
    /// <summary>Below the API's prefixes, and at the root, where the runbook's operators ask for it.</summary>
    public static void MapMonitoring(this IEndpointRouteBuilder at) =>
        at.MapGet("/monitoring/business", BusinessFigures.HandleAsync).RequireAuthorization(Policies.Manage).Everywhere().WithTags("Monitoring")
            .WithSummary("Orders and revenue an hour, the average order, and how payments go");
}
