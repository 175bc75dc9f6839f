using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

internal static class RefundsApi
{
    private const string Refunds = "/orders/{id:guid}/refunds";

    private static readonly PosError[] Plan =
    [
        RefundErrors.NothingLeft, RefundErrors.InvalidLines, RefundErrors.InvalidAmount, RefundErrors.InvalidMethod, RefundErrors.TooMany(1, 2),
        RefundErrors.TooMuch(new(1_069, Currency.Usd)), RefundErrors.NotRefundable(OrderStatus.Open), RefundErrors.Uncertain, OpenOrderErrors.UnknownLine(1),
    ];

    public static void MapRefunds(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Sales");
        Common(api.MapPost("/orders/{id:guid}/exchange", ExchangeOrder.HandleAsync)).ReadsJson().Idempotent("orders.exchange")
            .Refuses(RefundErrors.NotAnExchange, SalesErrors.CatalogMoving)
            .Produces<OrderDetail>(StatusCodes.Status200OK)
            .WithSummary("Say that an order was sold in exchange for goods of another that came back");
        Limit(api.MapGet("/locations/{code}/refund-limit", RefundLimit.GetAsync), Policies.Manage)
            .WithSummary("How much of an order a shop's people give back without a second person");
        Limit(api.MapPut("/locations/{code}/refund-limit", RefundLimit.SetAsync), Policies.Admin).ReadsJson().Refuses(RefundErrors.InvalidLimit)
            .WithSummary("Change how much of an order a shop's people give back without a second person");
        Common(api.MapPost(Refunds, RefundOrder.HandleAsync)).ReadsJson().Idempotent("orders.refund").Refuses(Plan)
            .Refuses(
                OpenOrderErrors.ReasonMissing, RefundErrors.ApprovalNeeded(new(5_000, Currency.Usd)), RefundErrors.ApproverIsRequester, SalesErrors.CatalogMoving,
                StoredValueErrors.InvalidCode, StoredValueErrors.OtherCurrency, StoredValueErrors.CodeTaken, StoredValueErrors.InvalidAmount,
                IdentityErrors.ApproverIncomplete, IdentityErrors.ApproverRefused, IdentityErrors.Locked(SignInSubject.LockTime), IdentityErrors.Busy)
            .Produces<RefundBody>(StatusCodes.Status201Created)
            .WithSummary("Give back a paid order, some of its lines or an amount; the answer says what was written, the list what became of it");
        Common(api.MapPost(Refunds + "/{refundId:guid}/payouts", ReplacePayouts.HandleAsync), Policies.Manage).ReadsJson().Idempotent("orders.replace_payouts")
            .Refuses(
                RefundErrors.Unknown(Guid.Empty), RefundErrors.NothingFailed, RefundErrors.InvalidMethod, SalesErrors.CatalogMoving,
                StoredValueErrors.InvalidCode, StoredValueErrors.OtherCurrency, StoredValueErrors.CodeTaken, StoredValueErrors.InvalidAmount)
            .Produces<RefundBody>(StatusCodes.Status201Created)
            .WithSummary("Give back another way what a provider refused to give back");
        Common(api.MapPost(Refunds + "/quote", QuoteRefund.HandleAsync)).ReadsJson().Refuses(Plan)
            .WithSummary("What a refund would give back, and whether somebody must approve it; nothing is changed");
        Common(api.MapGet(Refunds, ListRefunds.HandleAsync))
            .WithSummary("Everything that was given back of an order, and how far its money is");
    }

    public static void AddRefunds(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<RefundOrder>();
        builder.Services.AddScoped<ReplacePayouts>();
    }

    private static RouteHandlerBuilder Limit(RouteHandlerBuilder endpoint, string policy) =>
        endpoint.RequireAuthorization(policy).AtLocation(LocationFrom.Resource).Refuses(SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ9"));

    private static RouteHandlerBuilder Common(RouteHandlerBuilder endpoint, string policy = Policies.Sell) =>
        endpoint.RequireAuthorization(policy).AtLocation(LocationFrom.Resource).Refuses(SalesErrors.UnknownOrder(Guid.Empty), IdentityErrors.OtherLocation("LIQ9"));
}
