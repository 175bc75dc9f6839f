using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Refunds;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// One order paid by one to three tenders, and partly given back, while processes die, two workers and a till work on the same payments,
/// answers, news and messages are lost, late, doubled or out of order, customers pay or do not, and somebody may give up. Then all is calm,
/// and everything must be true.
/// </summary>
public sealed class SimRun
{
    private static readonly Guid Somebody = Guid.Parse("0193a000-0000-7000-8000-000000000001");

    private readonly HashSet<string> shown = [];
    private readonly SimBook book;
    private readonly SimNews news;
    private readonly SimProvider[] providers;
    private readonly PaymentEngine engine;
    private readonly RefundEngine refunds;

    public SimRun(int seed, SimBug bug = SimBug.None)
    {
        World = new(seed);
        var at = World.GetUtcNow().UtcDateTime;
        var order = Order.Open(Guid.CreateVersion7(), Currency.Idr, Guid.CreateVersion7(), 1, new(2026, 11, 22), at, Somebody, new(null, false, null, OrderKind.Counter, null, null));
        var rules = new TotalsRules(Currency.Idr, null, [], new(100, Rounding.HalfUp));
        order.Price(Totals.Of([new(1_000 + (1_000 * World.Next(300)), 1 + World.Next(3))], rules), "[]");
        Assert.Null(order.AwaitPayment("sim"));
        book = new(World, order, bug);
        news = new(World, book);
        providers = [new(World, PaymentSource.Stripe, needsCustomer: false, news, bug), new(World, PaymentSource.Qris, needsCustomer: true, news, bug)];
        engine = new(book, providers, PaymentLimits.Default, NullLogger<PaymentEngine>.Instance);
        refunds = new(book, providers, RefundLimits.Default, World, NullLogger<RefundEngine>.Instance);
        news.Desk = new(news, book, engine, providers);
    }

    public SimWorld World { get; }

    /// <summary>Runs it to its end and holds it to what must be true.</summary>
    public void Check()
    {
        Tender();
        for (var round = 0; round < 8; round++)
        {
            foreach (var payment in book.Payments)
            {
                // A till and a worker at once, and sometimes twice.
                for (var who = World.Next(4); who > 0; who--)
                    World.Start(engine.AdvanceAsync(payment.Id, CancellationToken.None));
            }

            Befall();
            World.Run();
            World.Forward(TimeSpan.FromSeconds(World.Next(60)));
        }

        CalmDown();
        new SimJudge(book, news, providers).Judge();
        World.Count($"orders {book.Order.Status}".ToLowerInvariant());
        World.Count("refunds", book.Refunds.Count);
        World.Count("messages", book.Outbox.Heard.Count);
    }

    /// <summary>What customers, staff and workers do meanwhile.</summary>
    private void Befall()
    {
        if (World.Next(3) == 0)
            CustomersPay();
        if (World.Next(12) == 0)
            World.Start(GiveUpAsync());
        if (World.Next(4) == 0)
            Tender();
        if (World.Next(2) == 0)
            GiveBack();
        foreach (var payout in book.Payouts.ToList())
        {
            for (var who = World.Next(3); who > 0; who--)
                World.Start(refunds.AdvanceAsync(payout.Id, CancellationToken.None));
        }

        if (World.Next(3) == 0)
            news.Sweep();
        for (var who = World.Next(3); who > 0; who--)
            World.Start(book.Outbox.DeliverAsync());
    }

    /// <summary>Takes what is still open, in one to three parts.</summary>
    private void Tender() => book.Write(sheet =>
    {
        var open = Checkout.Of(sheet.Order, sheet.Payments).RemainingMinor;
        for (var parts = 1 + World.Next(3); parts > 0 && open > 0 && sheet.Order.Status == OrderStatus.AwaitingPayment; parts--)
        {
            var amount = parts == 1 ? open : 1 + World.Next((int)open);
            var type = (TenderType[])[TenderType.Card, TenderType.Qris, TenderType.Cash];
            var chosen = type[World.Next(3)];
            var draft = new TenderDraft(
                sheet.Order.LocationId, sheet.Order.Id, $"{Guid.CreateVersion7()}", chosen, amount, amount, chosen == TenderType.Card ? World.Next(2) * 500 : 0, Somebody,
                PaymentSource.ProviderOf(chosen), chosen == TenderType.Card ? "method:pm_sim" : null, MayQueue: chosen == TenderType.Card && World.Next(3) == 0);
            sheet.Payments.Add(Payment.Of(draft, sheet.At));
            open -= amount;
            World.Count("tenders");
        }

        sheet.TryComplete(Somebody);
    });

    /// <summary>Something of a payment that is certain goes back, once the goods were sold.</summary>
    private void GiveBack()
    {
        if (book.Order.Status != OrderStatus.Completed || book.Payments.FindAll(payment => payment is { HasProvider: true, Status: PaymentStatus.Captured, Wanted: PaymentWanted.Money }) is not { Count: > 0 } taken)
            return;
        var payment = taken[World.Next(taken.Count)];
        var left = payment.ChargedMinor - payment.RefundedMinor;
        var payout = book.GiveBack(payment.Id, World.Next(2) == 0 ? left : 1 + World.Next((int)left), Somebody);
        World.Start(refunds.AdvanceAsync(payout, CancellationToken.None));
    }

    private void CustomersPay()
    {
        // A code that no screen has shown cannot be scanned; one that was can be paid long after.
        shown.UnionWith(book.Payments.Where(payment => payment.Qr is not null).Select(payment => payment.ProviderRef!));
        foreach (var intent in providers[1].Intents.Where(intent => shown.Contains(intent.Ref)))
        {
            if (World.Next(2) == 0)
                providers[1].Pay(intent);
        }
    }

    private async Task GiveUpAsync()
    {
        if (book.Payments.Count == 0)
            return;
        await book.ChangeAsync(book.Payments[0].Id, (PaymentSheet sheet) =>
        {
            if (sheet.Order.Status != OrderStatus.AwaitingPayment)
                return false;
            foreach (var payment in sheet.Payments)
                payment.GiveUp(sheet.At);
            return sheet.Order.Cancel("Given up") is null;
        }, CancellationToken.None);
    }

    /// <summary>Nothing fails any more, and Workers go on until nothing is left to do.</summary>
    private void CalmDown()
    {
        World.IsRough = false;
        for (var round = 0; round < 60; round++)
        {
            World.Forward(TimeSpan.FromMinutes(1));
            foreach (var payment in book.Payments.Where(payment => payment.NextReadAt is not null).ToList())
                World.Run(engine.AdvanceAsync(payment.Id, CancellationToken.None));
            foreach (var payout in book.Payouts.Where(payout => payout.NextReadAt is not null).ToList())
                World.Run(refunds.AdvanceAsync(payout.Id, CancellationToken.None));
            news.Sweep();
            World.Run(book.Outbox.DeliverAsync());
        }
    }
}
