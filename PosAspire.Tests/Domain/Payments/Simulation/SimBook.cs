using System.Reflection;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// The simulator's book: one order, its payments, refunds and messages, changed whole or not at all, one change after another. The process may
/// die before a change is written, or after it and before it hears so.
/// </summary>
public sealed class SimBook(SimWorld world, Order order, SimBug bug) : IPaymentBook, IRefundBook
{
    public const string Shop = "SIM1";

    private static readonly MethodInfo Clone = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public Order Order { get; private set; } = order;

    public List<Payment> Payments { get; private set; } = [];

    public List<(Refund Refund, List<RefundPayout> Payouts)> Refunds { get; private set; } = [];

    public IEnumerable<RefundPayout> Payouts => Refunds.SelectMany(entry => entry.Payouts);

    public List<(PaymentCaseKind Kind, Guid PaymentId)> Cases { get; } = [];

    public SimOutbox Outbox { get; } = new(world);

    /// <summary>How often the order was completed: never twice.</summary>
    public int Completions { get; private set; }

    public async Task<T?> ChangeAsync<T>(Guid paymentId, Func<PaymentSheet, T> change, CancellationToken cancellation)
    {
        await world.Peril();
        List<(string What, string Facts)> said = [];
        var sheet = Sheet();
        var result = change(sheet);
        if (bug != SimBug.ForgetsClaims || result is PaymentMoved)
            said = Keep(sheet);
        await EndAsync(said);
        return result;
    }

    public async Task<T?> ChangeAsync<T>(Guid payoutId, Func<RefundSheet, T> change, CancellationToken cancellation)
    {
        await world.Peril();
        List<(string What, string Facts)> said = [];
        var at = Refunds.FindIndex(entry => entry.Payouts.Exists(payout => payout.Id == payoutId));
        var (refund, payouts) = (Copy(Refunds[at].Refund), Refunds[at].Payouts.ConvertAll(Copy));
        var sheet = new RefundSheet(refund, payouts, payouts.Single(payout => payout.Id == payoutId), Shop, world.GetUtcNow().UtcDateTime);
        var result = change(sheet);
        if (bug != SimBug.ForgetsClaims || result is RefundMoved)
        {
            Refunds[at] = (refund, payouts);
            if (sheet.Case is { } kind)
                Cases.Add((kind, sheet.Payout.PaymentId));
            said = sheet.Said;
        }

        await EndAsync(said);
        return result;
    }

    /// <summary>What somebody at a till does in one go, and survives.</summary>
    public void Write(Action<PaymentSheet> change)
    {
        var sheet = Sheet();
        change(sheet);
        Tell(Keep(sheet));
    }

    /// <summary>Gives something of a payment back: the claim is written with what is left of it.</summary>
    public Guid GiveBack(Guid paymentId, long amountMinor, Guid by)
    {
        RefundPayout? payout = null;
        Write(sheet =>
        {
            var payment = sheet.Find(paymentId)!;
            payment.GiveBack(amountMinor);
            var refund = Refund.Of(new(Order.LocationId, Order.Id, RefundKind.Amount, RefundMethod.Original, amountMinor, "Scratched", by, null), sheet.At);
            payout = RefundPayout.Outside(refund, payment.Id, payment.Type, new(amountMinor, sheet.Currency), payment.Provider!, payment.ProviderRef!, sheet.At);
            refund.Settle([payout.Status], sheet.At);
            Refunds.Add((refund, [payout]));
            sheet.Say("order.refunded", new { refundId = refund.Id, amountMinor }, by);
        });
        return payout!.Id;
    }

    private PaymentSheet Sheet() => new(Copy(Order), Shop, Payments.ConvertAll(Copy), world.GetUtcNow().UtcDateTime);

    private List<(string What, string Facts)> Keep(PaymentSheet sheet)
    {
        Completions += Order.Status != OrderStatus.Completed && sheet.Order.Status == OrderStatus.Completed ? 1 : 0;
        (Order, Payments) = (sheet.Order, sheet.Payments);
        Cases.AddRange(sheet.Cases);
        return [.. sheet.Said.Where(word => word.IsTold).Select(word => (word.What, word.Facts))];
    }

    private async Task EndAsync(List<(string What, string Facts)> said)
    {
        if (bug != SimBug.TellsAfterwards)
            Tell(said);
        await world.Peril();
        if (bug == SimBug.TellsAfterwards)
            Tell(said);
    }

    private void Tell(List<(string What, string Facts)> said) => said.ForEach(word => Outbox.Add(word.What, word.Facts));

    private static T Copy<T>(T entity)
        where T : class => (T)Clone.Invoke(entity, null)!;
}
