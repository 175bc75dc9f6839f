using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.SystemTests.Drills;

/// <summary>What a drill left behind, after tills, provider and orders were held against each other.</summary>
/// <param name="Doubled">Orders that somebody paid twice, or paid although they came to nothing; and cards that were charged twice.</param>
/// <param name="Lost">Sales that a till was told of and that are not there, or whose money is not.</param>
/// <param name="Held">What is still held on customers' cards, in minor units.</param>
/// <param name="AtProvider">What the provider has, in minor units.</param>
/// <param name="InPayments">What the payments say that it has.</param>
/// <param name="OnCards">What the completed orders say was paid by card.</param>
internal sealed record Money(long Orders, long Doubled, long Lost, long Held, long AtProvider, long InPayments, long OnCards)
{
    /// <summary>Payments that somebody still has to do something about.</summary>
    public const string Open =
        """
        SELECT count(*) FROM payments WHERE provider IS NOT NULL
        AND (next_read_at IS NOT NULL OR asking IS NOT NULL OR status IN ('pending', 'queued', 'unknown', 'authorized', 'requires_action'))
        """;

    private const string Books =
        """
        SELECT concat_ws('|', o.id, o.status, o.due_minor,
          coalesce(sum(p.captured_minor - p.refunded_minor) FILTER (WHERE p.provider IS NULL), 0),
          coalesce(sum(p.captured_minor) FILTER (WHERE p.provider IS NOT NULL AND p.status = 'captured'), 0))
        FROM orders o LEFT JOIN payments p ON p.location_id = o.location_id AND p.order_id = o.id GROUP BY o.location_id, o.id
        """;

    /// <param name="acknowledged">Orders of which a till was told that they are sold.</param>
    public static async Task<Money> CountAsync(TestDatabase database, FakeStripeLedger ledger, IReadOnlyCollection<Guid> acknowledged)
    {
        var given = ledger.Refunds.GroupBy(refund => refund.Intent).ToDictionary(group => group.Key, group => group.Sum(refund => refund.Amount));
        var taken = ledger.Intents.GroupBy(intent => Guid.Parse(intent.Metadata["pos_order"]))
            .ToDictionary(group => group.Key, group => group.Sum(intent => intent.Received - given.GetValueOrDefault(intent.Id)) / Counter.StripePerMinor);
        long doubled = ledger.Intents.Count(intent => intent.Charges.Count > 1), orders = 0, payments = 0, onCards = 0;
        HashSet<Guid> paid = [];
        foreach (var line in await database.LinesAsync(Books))
        {
            var (id, isCompleted, due, cash, card) = Read(line.Split('|'));
            var all = cash + taken.GetValueOrDefault(id);
            orders++;
            payments += card;
            onCards += isCompleted ? due - cash : 0;
            doubled += all > (isCompleted ? due : 0) ? 1 : 0;
            if (isCompleted && all >= due)
                paid.Add(id);
        }

        var lost = acknowledged.Count(id => !paid.Contains(id));
        return new(orders, doubled, lost, ledger.Held / Counter.StripePerMinor, ledger.Kept / Counter.StripePerMinor, payments, onCards);
    }

    /// <summary>Holds it to the promises of the product.</summary>
    public void Judge(DrillReport report, string where)
    {
        report.Holds(Doubled == 0, $"{where}: nothing is paid twice ({Doubled} are)");
        report.Holds(Lost == 0, $"{where}: nothing that a till was told of is lost ({Lost} are)");
        report.Holds(Held == 0, $"{where}: nothing is left held on a card ({Held} is)");
        report.Holds(AtProvider == InPayments && InPayments == OnCards, $"{where}: provider ({AtProvider}), payments ({InPayments}) and orders ({OnCards}) say the same");
    }

    private static (Guid Id, bool IsCompleted, long Due, long Cash, long Card) Read(string[] parts) => (
        Guid.Parse(parts[0]), parts[1] == "completed", long.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture),
        long.Parse(parts[3], System.Globalization.CultureInfo.InvariantCulture), long.Parse(parts[4], System.Globalization.CultureInfo.InvariantCulture));
}
