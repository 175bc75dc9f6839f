using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>Holds a run that has come to rest to what must be true: book, providers and whoever was told say the same.</summary>
public sealed class SimJudge(SimBook book, SimNews news, IReadOnlyList<SimProvider> providers)
{
    public void Judge()
    {
        Assert.InRange(book.Completions, 0, 1);
        foreach (var payment in book.Payments)
            Judge(payment);
        foreach (var payout in book.Payouts)
            Assert.True(payout is { Status: RefundStatus.Succeeded, NextReadAt: null }, $"A refund of {payout.AmountMinor} is {payout.Status} {payout.FailureCode} {payout.Asking} after {payout.Reads} looks.");
        if (book.Order.Status == OrderStatus.Completed)
            Assert.True(book.Payments.Where(IsWorth).Sum(payment => payment.AmountMinor) >= book.Order.DueMinor, "Completed and not paid.");
        else
            Assert.False(Checkout.Of(book.Order, book.Payments).IsSettled && book.Order.Status == OrderStatus.AwaitingPayment, "Paid and not completed.");
        JudgeWords();
    }

    private bool IsWorth(Payment payment) => payment.Stands || payment.AcceptedAt is not null || Back(payment).Count > 0;

    private List<RefundPayout> Back(Payment payment) => [.. book.Payouts.Where(payout => payout.PaymentId == payment.Id)];

    private void Judge(Payment payment)
    {
        var intents = providers.SelectMany(provider => provider.Intents).Where(intent => intent.PaymentId == payment.Id).ToList();
        var net = intents.Sum(intent => intent.Captured - intent.Refunded);
        var back = Back(payment).Sum(payout => payout.AmountMinor);
        var says = $"{payment.Type} {payment.Status} {payment.Wanted} {payment.FailureCode} {payment.Asking} of an order that is {book.Order.Status}; the provider took {net} of {payment.ChargedMinor} and was to give back {back}";
        Assert.True(net == (payment.HasProvider && (payment.Status == PaymentStatus.Captured || back > 0) ? payment.ChargedMinor - back : 0), says);
        Assert.True(back == 0 || payment.RefundedMinor == back, says);
        Assert.False(payment.HasProvider && payment.Stands && book.Order.Status == OrderStatus.Cancelled, says);
        // Held money waits for the rest of its order only; whatever else is left is a call that nobody made.
        var waits = book.Order.Status == OrderStatus.AwaitingPayment && payment.Stands && payment.Status == PaymentStatus.Authorized;
        Assert.True(waits || payment.Status is PaymentStatus.Captured or PaymentStatus.Failed or PaymentStatus.Refunded, says);
        Assert.True(waits || payment.NextReadAt is null, $"{says}; and it is looked at for ever");
        Assert.True(waits || intents.TrueForAll(intent => intent.Status is not ProviderStatus.Authorized && (intent.Status is not ProviderStatus.Declined || payment.Status == PaymentStatus.Captured)), says);
        if (payment is { Status: PaymentStatus.Failed, AcceptedAt: not null } && book.Order.Status == OrderStatus.Completed)
            Assert.Contains((PaymentCaseKind.DeclinedLater, payment.Id), book.Cases);
    }

    /// <summary>What was told is what is written: nothing is missing, nothing was told twice under two names, nothing was made up.</summary>
    private void JudgeWords()
    {
        Assert.Equal((0, 0, 0), (news.Waiting, book.Outbox.Waiting, book.Outbox.Dead));
        Assert.Equal(book.Completions, Told("order.completed", book.Order.Id));
        foreach (var payment in book.Payments.Where(payment => payment.HasProvider))
        {
            var isTaken = payment.Status is PaymentStatus.Captured or PaymentStatus.Refunded;
            Assert.True(Told("payment.captured", payment.Id) == (isTaken ? 1 : 0), $"{payment.Status} and told as captured {Told("payment.captured", payment.Id)} times");
        }

        foreach (var payout in book.Payouts)
            Assert.Equal(1, Told("refund.succeeded", payout.Id));
        Assert.Equal(book.Refunds.Count, book.Outbox.Heard.Count(notice => notice.Topic == "order.refunded"));
    }

    private int Told(string topic, Guid about) => book.Outbox.Heard.Count(notice => notice.Topic == topic && notice.Payload.Contains($"{about}", StringComparison.Ordinal));
}
