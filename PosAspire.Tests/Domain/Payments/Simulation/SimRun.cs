using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Domain.Payments;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Tests.Domain.Payments.Simulation;

/// <summary>
/// One order paid by one to three tenders while processes die, two workers and a till work on the same payments, answers are lost, late,
/// doubled or out of order, customers pay or do not, and somebody may give up. Then all is calm, and everything must be true.
/// </summary>
public sealed class SimRun
{
    private static readonly Guid Somebody = Guid.Parse("0193a000-0000-7000-8000-000000000001");

    private readonly HashSet<string> shown = [];
    private readonly SimWorld world;
    private readonly SimBook book;
    private readonly SimProvider[] providers;
    private readonly PaymentEngine engine;

    public SimRun(int seed, bool forgetsClaims = false)
    {
        world = new(seed);
        var at = world.GetUtcNow().UtcDateTime;
        var order = Order.Open(Guid.CreateVersion7(), Currency.Idr, Guid.CreateVersion7(), 1, new(2026, 11, 22), at, Somebody, new(null, false, null, OrderKind.Counter, null, null));
        var rules = new TotalsRules(Currency.Idr, null, [], new(100, Rounding.HalfUp));
        order.Price(Totals.Of([new(1_000 + (1_000 * world.Next(300)), 1 + world.Next(3))], rules), "[]");
        Assert.Null(order.AwaitPayment("sim"));
        book = new(world, order) { ForgetsClaims = forgetsClaims };
        providers = [new(world, PaymentSource.Stripe, needsCustomer: false), new(world, PaymentSource.Qris, needsCustomer: true)];
        engine = new(book, providers, PaymentLimits.Default, NullLogger<PaymentEngine>.Instance);
    }

    /// <summary>Runs it to its end and holds it to what must be true.</summary>
    public void Check()
    {
        Tender();
        for (var round = 0; round < 6; round++)
        {
            List<Task> started = [];
            foreach (var payment in book.Payments)
            {
                // A till, a worker and a webhook at once, and sometimes twice.
                for (var who = world.Next(4); who > 0; who--)
                    started.Add(engine.AdvanceAsync(payment.Id, CancellationToken.None));
            }

            if (world.Next(3) == 0)
                CustomersPay();
            if (world.Next(12) == 0)
                started.Add(GiveUpAsync());
            if (world.Next(4) == 0)
                Tender();
            world.Run(started);
            world.Forward(TimeSpan.FromSeconds(world.Next(60)));
        }

        CalmDown();
        Judge();
    }

    /// <summary>Takes what is still open, in one to three parts.</summary>
    private void Tender()
    {
        var open = Checkout.Of(book.Order, book.Payments).RemainingMinor;
        for (var parts = 1 + world.Next(3); parts > 0 && open > 0 && book.Order.Status == OrderStatus.AwaitingPayment; parts--)
        {
            var amount = parts == 1 ? open : 1 + world.Next((int)open);
            var type = (TenderType[])[TenderType.Card, TenderType.Qris, TenderType.Cash];
            var chosen = type[world.Next(3)];
            var draft = new TenderDraft(
                book.Order.LocationId, book.Order.Id, $"{Guid.CreateVersion7()}", chosen, amount, amount, chosen == TenderType.Card ? world.Next(2) * 500 : 0, Somebody,
                PaymentSource.ProviderOf(chosen), chosen == TenderType.Card ? "method:pm_sim" : null, MayQueue: chosen == TenderType.Card && world.Next(3) == 0);
            var payment = Payment.Of(draft, world.GetUtcNow().UtcDateTime);
            book.Payments.Add(payment);
            open -= amount;
        }

        var sheet = new PaymentSheet(book.Order, "SIM1", book.Payments, world.GetUtcNow().UtcDateTime);
        sheet.TryComplete(Somebody);
    }

    private void CustomersPay()
    {
        // A code that no screen has shown cannot be scanned; one that was can be paid long after.
        shown.UnionWith(book.Payments.Where(payment => payment.Qr is not null).Select(payment => payment.ProviderRef!));
        foreach (var intent in providers[1].Intents.Where(intent => shown.Contains(intent.Ref)))
        {
            if (world.Next(2) == 0)
                SimProvider.Pay(intent);
        }
    }

    private async Task GiveUpAsync()
    {
        if (book.Payments.Count == 0)
            return;
        await book.ChangeAsync(book.Payments[0].Id, sheet =>
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
        world.IsRough = false;
        for (var round = 0; round < 60; round++)
        {
            world.Forward(TimeSpan.FromMinutes(1));
            foreach (var payment in book.Payments.Where(payment => payment.NextReadAt is not null).ToList())
                world.Run(engine.AdvanceAsync(payment.Id, CancellationToken.None));
        }
    }

    private void Judge()
    {
        Assert.InRange(book.Completions, 0, 1);
        foreach (var payment in book.Payments)
        {
            var intents = providers.SelectMany(provider => provider.Intents).Where(intent => intent.PaymentId == payment.Id).ToList();
            var net = intents.Sum(intent => intent.Captured - intent.Refunded);
            var says = $"{payment.Type} {payment.Status} {payment.Wanted} {payment.FailureCode} {payment.Asking} of an order that is {book.Order.Status}; the provider took {net} of {payment.ChargedMinor}";
            Assert.True(net == (payment is { HasProvider: true, Status: PaymentStatus.Captured } ? payment.ChargedMinor : 0), says);
            Assert.False(payment.HasProvider && payment.Stands && book.Order.Status == OrderStatus.Cancelled, says);
            // Held money waits for the rest of its order only; whatever else is left is a call that nobody made.
            var waits = book.Order.Status == OrderStatus.AwaitingPayment && payment.Stands && payment.Status == PaymentStatus.Authorized;
            Assert.True(waits || payment.Status is PaymentStatus.Captured or PaymentStatus.Failed or PaymentStatus.Refunded, says);
            Assert.True(waits || intents.TrueForAll(intent => intent.Status is not ProviderStatus.Authorized && (intent.Status is not ProviderStatus.Declined || payment.Status == PaymentStatus.Captured)), says);
            if (payment is { Status: PaymentStatus.Failed, AcceptedAt: not null } && book.Order.Status == OrderStatus.Completed)
                Assert.Contains((PaymentCaseKind.DeclinedLater, payment.Id), book.Cases);
        }

        if (book.Order.Status == OrderStatus.Completed)
            Assert.True(book.Payments.Where(payment => payment.Stands || payment.AcceptedAt is not null).Sum(payment => payment.AmountMinor) >= book.Order.DueMinor, "Completed and not paid.");
        else
            Assert.False(Checkout.Of(book.Order, book.Payments).IsSettled && book.Order.Status == OrderStatus.AwaitingPayment, "Paid and not completed.");
    }
}
