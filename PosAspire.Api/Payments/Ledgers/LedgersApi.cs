using Microsoft.AspNetCore.Http.HttpResults;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Sales;

namespace PosAspire.Api.Payments.Ledgers;

/// <summary>Gift cards and store credit. Codes are sent in bodies only: addresses get into logs.</summary>
internal static class LedgersApi
{
    private const string Accounts = "/stored-value";

    public static void MapLedgers(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Payments");
        api.MapPost(Accounts + "/codes", NewCode).RequireAuthorization(Policies.Sell).Everywhere()
            .WithSummary("A code that nobody can guess, for a card or a credit that is issued next; nothing is stored");
        Common(api.MapPost(Accounts, IssueStoredValue.HandleAsync), Policies.Manage).Idempotent("stored_value.issue")
            .Refuses(StoredValueErrors.InvalidKind, StoredValueErrors.InvalidAmount, StoredValueErrors.CodeTaken)
            .Produces<StoredValueBody>(StatusCodes.Status201Created)
            .WithSummary("Issue a gift card or store credit under a code that the caller has");
        Common(api.MapPost(Accounts + "/top-up", TopUpStoredValue.HandleAsync), Policies.Manage).Idempotent("stored_value.top_up")
            .Refuses(StoredValueErrors.InvalidAmount, StoredValueErrors.UnknownCode, StoredValueErrors.OtherCurrency)
            .Produces<StoredValueBody>(StatusCodes.Status201Created)
            .WithSummary("Add money to a gift card or store credit");
        Common(api.MapPost(Accounts + "/balance", ReadBalance.HandleAsync), Policies.Sell).Refuses(StoredValueErrors.UnknownCode)
            .WithSummary("What is left on a gift card or store credit");
    }

    private static RouteHandlerBuilder Common(RouteHandlerBuilder endpoint, string policy) =>
        endpoint.RequireAuthorization(policy).AtLocation(LocationFrom.Body).ReadsJson()
            .Refuses(StoredValueErrors.InvalidCode, SalesErrors.UnknownLocation("LIQ9"), IdentityErrors.OtherLocation("LIQ2"));

    private static Ok<NewCodeBody> NewCode() => TypedResults.Ok(new NewCodeBody(StoredValueCode.New()));
}

/// <param name="CardCode">Shown once; whoever has it has the money.</param>
public sealed record NewCodeBody(string CardCode);

/// <summary>An account as staff see it.</summary>
/// <param name="Kind"><c>gift_card</c> or <c>store_credit</c>.</param>
/// <param name="Last4">The end of its code.</param>
public sealed record StoredValueBody(Guid Id, string Kind, string Last4, string Currency, long BalanceMinor);
