using PosAspire.Api.Identity;
using PosAspire.Api.Payments.Match;
using PosAspire.Api.Payments.Offline;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Payments;

internal static class PaymentsApi
{
    private static readonly PosError[] OfShop = [SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9")];

    public static void MapPayments(this IEndpointRouteBuilder api)
    {
        var limits = api.MapGroup("").WithTags("Payments");
        limits.MapGet("/locations/{code}/offline-limits", OfflineCaps.GetAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(OfShop)
            .WithSummary("How much a shop lets go on trust while a payment service is silent");
        limits.MapPut("/locations/{code}/offline-limits", OfflineCaps.SetAsync).RequireAuthorization(Policies.Admin).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfShop).Refuses(OfflineErrors.InvalidLimits)
            .WithSummary("Change how much a shop lets go on trust while a payment service is silent");
        api = api.MapGroup("/payments").WithTags("Payments");
        api.MapGet("/providers", ProviderSwitch.ListAsync).RequireAuthorization(Policies.Sell).Everywhere()
            .WithSummary("The payment services, and whether somebody has taken one out of use");
        api.MapPut("/providers/{name}", ProviderSwitch.ChangeAsync).RequireAuthorization(Policies.Manage).Everywhere().ReadsJson()
            .Refuses(OfflineErrors.UnknownProvider, OfflineErrors.InvalidMode)
            .WithSummary("Take a payment service out of use, or back into it");
        api.MapGet("/queue", QueuedPayments.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(OfShop).Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("What was sold without the payment service's answer and waits for it");
        api.MapGet("/cases", PaymentCases.ListAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(OfShop).Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("Payments that only a manager can settle");
        api.MapPost("/cases/{id:guid}/resolve", PaymentCases.ResolveAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson()
            .Refuses(OfflineErrors.UnknownCase, OfflineErrors.NoteMissing(500), OfflineErrors.CaseResolved, IdentityErrors.OtherLocation("LIQ9"))
            .WithSummary("Say what was done about such a payment");
        api.MapGet("/matches", PaymentMatches.ListAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(OfShop).Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("What the last comparisons of till, payment services and ledger found, the newest first");
        api.MapPost("/matches", PaymentMatches.AskAsync).RequireAuthorization(Policies.Manage).Everywhere()
            .WithSummary("Have till, payment services and ledger compared as soon as Workers come to it");
    }
}
