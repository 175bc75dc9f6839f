using PosAspire.Api.Sales.Open;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Ledgers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Sales.Refunds;

/// <summary>Where the money of a refund goes when it does not go back the way it came.</summary>
/// <param name="Credit">For store credit: the account.</param>
internal readonly record struct RefundWay(RefundMethod Method, Guid? Credit);

/// <summary>Writes a refund that is worked out into the transaction of its order.</summary>
internal sealed class RefundEntry(OrderEdit edit, Refund refund, RefundWay way)
{
    private readonly List<RefundLine> lines = [];
    private readonly List<RefundPayout> payouts = [];

    /// <summary>Payouts that somebody outside must be asked for, after the commit.</summary>
    public IEnumerable<Guid> Outside => payouts.Where(payout => payout.Provider is not null).Select(payout => payout.Id);

    public IReadOnlyList<RefundPayout> Payouts => payouts;

    public RefundBody Body => RefundBody.Of(refund, edit.Shop.Currency.Code, lines, payouts, edit.Stored.Payments);

    /// <param name="restocks">Which lines can be sold again.</param>
    public void Write(RefundSums sums, Func<int, bool> restocks)
    {
        foreach (var paid in sums.Lines)
            edit.Line(paid.LineNo)!.Price(paid.PaidMinor);
        foreach (var back in sums.Plan.Lines)
        {
            edit.Line(back.LineNo)!.Return(back.Quantity);
            lines.Add(RefundLine.Of(refund, back, restocks(back.LineNo) ? Disposition.Restock : Disposition.WriteOff));
        }

        foreach (var share in sums.Payouts)
        {
            var payment = edit.Stored.Payments.Single(payment => payment.Id == share.PaymentId);
            payment.GiveBack(share.AmountMinor);
            PayOut(payment, share.AmountMinor);
        }

        refund.Settle(payouts.Select(payout => payout.Status), edit.At);
        edit.Add(refund);
        lines.ForEach(edit.Add);
        payouts.ForEach(edit.Add);
    }

    /// <summary>What the journal and the outbox are told.</summary>
    public object Facts() => new
    {
        orderId = edit.Order.Id,
        refundId = refund.Id,
        number = edit.Order.Number,
        kind = EnumText.Of(refund.Kind),
        method = EnumText.Of(refund.Method),
        amountMinor = refund.AmountMinor,
        currency = edit.Order.Currency,
        training = edit.Order.Training,
        approvedBy = refund.ApprovedBy,
        lines = lines.Select(line => new { lineNo = line.LineNo, quantity = line.Quantity, disposition = EnumText.Of(line.Disposition) }),
    };

    /// <summary>Gives back another way what a provider did not.</summary>
    public void Replace(RefundPayout failed)
    {
        var payout = PayOut(edit.Stored.Payments.Single(payment => payment.Id == failed.PaymentId), failed.AmountMinor);
        failed.Replace(payout.Id);
        edit.Add(payout);
    }

    private RefundPayout PayOut(Payment payment, long amountMinor)
    {
        var amount = new Money(amountMinor, edit.Shop.Currency);
        var payout = way.Method switch
        {
            RefundMethod.Cash when payment.Type != TenderType.Cash => RefundPayout.Here(refund, payment.Id, TenderType.Cash, amount, Coins(amount), null, edit.At),
            RefundMethod.StoreCredit => RefundPayout.Here(refund, payment.Id, TenderType.StoreCredit, amount, amount.Minor, way.Credit, edit.At),
            _ when payment.HasProvider && !edit.Order.Training =>
                RefundPayout.Outside(refund, payment.Id, payment.Type, amount, payment.Provider!, payment.ProviderRef ?? $"{payment.Id:N}", edit.At),
            _ => RefundPayout.Here(refund, payment.Id, payment.Type, amount, amount.Minor, payment.AccountId, edit.At),
        };
        payouts.Add(payout);
        if (payout.AccountId is { } account && !edit.Order.Training)
            edit.Statements.Add(StoredValue.Refund(account, amount, new(edit.Shop.Id, edit.Order.Id, payout.Id, edit.ActorId, edit.At)));
        return payout;
    }

    private long Coins(Money amount) => amount.RoundTo(edit.Shop.Rules.Cash.IncrementMinor, edit.Shop.Rules.Cash.Rounding).Minor;
}
