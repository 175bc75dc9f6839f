using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Database;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Offline;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Paying;

/// <param name="Type"><c>cash</c>, <c>card</c>, <c>qris</c>, <c>gift_card</c> or <c>store_credit</c>.</param>
/// <param name="AmountMinor">What it is to pay; in cash, what was handed over. When it is left out the whole rest, or of a gift card or store credit what it has.</param>
/// <param name="TipMinor">For the staff, on top; cards only.</param>
/// <param name="Source">What a card is taken from: <c>reader:…</c> or <c>method:…</c>.</param>
/// <param name="CardCode">The code of a gift card or store credit.</param>
/// <param name="Approval">A manager who lets it wait for a silent card service above the limits.</param>
public sealed record AddTenderRequest(
    string Type, long? AmountMinor = null, long TipMinor = 0, string? Source = null, string? CardCode = null, Approver? Approval = null);

/// <summary>
/// Takes one tender of an order. The tender is written before anybody outside is asked; its key finds it again, so a repeated request
/// goes on with the same payment wherever it stands.
/// </summary>
internal sealed class AddTender(CheckoutDesk desk, TenderCheck check, OfflineDesk offline, NpgsqlDataSource database)
{
    public static async Task<Results<Created<CheckoutBody>, PosProblem>> HandleAsync(
        Guid id, AddTenderRequest request, IdempotentRequest key, Actor actor, HttpContext http, Approvals approvals, CheckoutDesk desk, AddTender tenders)
    {
        if (key.Key is null)
            return SharedErrors.KeyMissing.AsProblem();
        var (at, unknown) = await desk.FindAsync(id, actor, CancellationToken.None);
        if (at is null)
            return unknown!.AsProblem();
        var (approver, unproven) = request.Approval is { } approval ? await approvals.ProveAsync(approval, http, CancellationToken.None) : default;
        if (unproven is not null || approver?.May(Policies.Manage, at.Shop.Code) == false)
            return (unproven ?? IdentityErrors.ApproverRefused).AsProblem();
        if (await tenders.AddAsync(at, request, key.Key, actor, approver?.UserId) is { } refused)
            return refused.AsProblem();
        at = await desk.AdvanceAsync(at, actor);
        return TypedResults.Created($"/api/v1/orders/{id}/checkout", at.Body());
    }

    /// <summary>Writes the tender, unless its key has it already.</summary>
    /// <param name="approvedBy">A manager who has proved to be there.</param>
    public async Task<PosError?> AddAsync(CheckoutAt at, AddTenderRequest request, string key, Actor actor, Guid? approvedBy = null)
    {
        if (!EnumText.TryParse<TenderType>(request.Type ?? "", out var type))
            return PaymentErrors.InvalidTender();
        StoredValueSeen? account = null;
        if (type is TenderType.GiftCard or TenderType.StoreCredit)
        {
            if (StoredValueCode.Read(request.CardCode) is not { } code)
                return StoredValueErrors.InvalidCode;
            account = await StoredValue.FindAsync(database, code, CancellationToken.None);
            if (account is null || account.Kind != (type == TenderType.GiftCard ? StoredValueKind.GiftCard : StoredValueKind.StoreCredit))
                return StoredValueErrors.UnknownCode;
            if (account.Currency != at.Order.Currency)
                return StoredValueErrors.OtherCurrency;
        }

        var trust = await offline.ReadAsync(at.Shop, PaymentSource.ProviderOf(type), request.Source, approvedBy, CancellationToken.None);
        return await desk.ChangeAsync(at, (sheet, batch) =>
        {
            if (sheet.Payments.Find(payment => payment.Key == key) is { } known)
                return IsSame(known, type, request, account) ? null : SharedErrors.KeyReused;
            if (sheet.Order.Status != OrderStatus.AwaitingPayment)
                return PaymentErrors.NotAwaited(sheet.Order.Status);
            var paid = Checkout.Of(sheet.Order, sheet.Payments);
            var (draft, refused) = type == TenderType.Cash ? Cash(at, sheet, paid, request, key, actor) : Other(sheet, paid, type, request, account, trust, key, actor);
            if (draft is null)
                return refused;
            var payment = Payment.Of(draft, sheet.At);
            sheet.Payments.Add(payment);
            if (account is not null)
                batch.BatchCommands.Add(StoredValue.Redeem(account.Id, account.Kind, new(payment.AmountMinor, sheet.Currency), new(payment.LocationId, payment.OrderId, payment.Id, actor.UserId, sheet.At)));
            sheet.Order.Touch();
            sheet.Note("payment.tendered", new { orderId = sheet.Order.Id, type = EnumText.Of(type), amountMinor = draft.AmountMinor, tipMinor = draft.TipMinor }, actor.UserId);
            sheet.TryComplete(actor.UserId);
            return null;
        });
    }

    private static bool IsSame(Payment known, TenderType type, AddTenderRequest request, StoredValueSeen? account) =>
        known.Type == type && known.AccountId == account?.Id && known.Source == request.Source && known.TipMinor == request.TipMinor
        && (request.AmountMinor is not { } amount || amount == known.TenderedMinor);

    private static (TenderDraft? Draft, PosError? Error) Cash(
        CheckoutAt at, PaymentSheet sheet, Checkout paid, AddTenderRequest request, string key, Actor actor)
    {
        var due = CheckoutBody.InCash(at.Shop, paid.RemainingMinor);
        var given = request.AmountMinor ?? due;
        if (given is < 0 or > CashTenders.MaxTenderMinor || request.TipMinor != 0 || request.Source is not null || (given == 0 && due > 0))
            return (null, PaymentErrors.InvalidTender());
        var amount = Math.Min(given, due);
        // Only the coin that pays the rest is rounded; what was paid before by card never is.
        if (given >= due)
            sheet.Order.RoundForCash(sheet.Order.CashRoundingMinor + due - paid.RemainingMinor);
        return (new(sheet.Order.LocationId, sheet.Order.Id, key, TenderType.Cash, amount, given, 0, actor.UserId), null);
    }

    private (TenderDraft? Draft, PosError? Error) Other(
        PaymentSheet sheet, Checkout paid, TenderType type, AddTenderRequest request, StoredValueSeen? account, OfflineTrust trust, string key, Actor actor)
    {
        // A card of ours pays what it has, and what it lacks is paid another way.
        var amount = request.AmountMinor ?? Math.Min(paid.RemainingMinor, account?.BalanceMinor ?? long.MaxValue);
        if (amount == 0 && account is not null && paid.RemainingMinor > 0)
            return (null, StoredValueErrors.NotEnough);
        if (amount > paid.RemainingMinor)
            return (null, PaymentErrors.TenderTooLarge(new(paid.RemainingMinor, sheet.Currency)));
        if (check.Refusal(type, amount, request.TipMinor, request.Source, sheet.Order.Training, sheet.Currency) is { } refused)
            return (null, refused);
        var verdict = trust.Decide(request.Source, amount + request.TipMinor, sheet.At);
        if (verdict == OfflineVerdict.NeedsApproval)
            return (null, OfflineErrors.ApprovalNeeded);
        return (new(
            sheet.Order.LocationId, sheet.Order.Id, key, type, amount, amount, request.TipMinor, actor.UserId, PaymentSource.ProviderOf(type), request.Source, account?.Id,
            MayQueue: verdict == OfflineVerdict.MayQueue, ApprovedBy: verdict == OfflineVerdict.MayQueue ? trust.ApprovedBy : null), null);
    }
}
