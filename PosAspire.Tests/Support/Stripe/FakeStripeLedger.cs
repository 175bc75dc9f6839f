using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Support.Stripe;

/// <summary>What this Stripe holds true: payments, what was authorised and taken of each, refunds, readers.</summary>
public sealed class FakeStripeLedger(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> asked = new();
    private readonly List<FakeIntent> intents = [];
    private readonly List<FakeRefund> refunds = [];
    private readonly Dictionary<string, FakeReader> readers = [];

    /// <summary>Held while something changes.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>How many of the newest payments the search does not see yet: its index lags behind.</summary>
    public int SearchLagsBehind { get; set; }

    /// <summary>What becomes of a refund at first: <c>succeeded</c>, <c>pending</c> or <c>failed</c>.</summary>
    public string RefundStatus { get; set; } = "succeeded";

    /// <summary>In the order they were made.</summary>
    public IReadOnlyList<FakeIntent> Intents
    {
        get
        {
            lock (Gate)
                return [.. intents];
        }
    }

    public IReadOnlyList<FakeRefund> Refunds
    {
        get
        {
            lock (Gate)
                return [.. refunds];
        }
    }

    /// <summary>How often something was asked, answered or not; see <see cref="FakeStripeRequest.Verb"/>.</summary>
    public int Asked(string verb) => asked.GetValueOrDefault(verb);

    /// <summary>What customers paid and did not get back, in Stripe's units.</summary>
    public long Kept
    {
        get
        {
            lock (Gate)
                return intents.Sum(intent => intent.Received) - refunds.Where(refund => refund.Status is "succeeded" or "pending").Sum(refund => refund.Amount);
        }
    }

    /// <summary>What is held on customers' cards and not taken.</summary>
    public long Held
    {
        get
        {
            lock (Gate)
                return intents.Sum(intent => intent.Capturable);
        }
    }

    public FakeReader AddReader(string id, string status = "online")
    {
        lock (Gate)
            return readers[id] = new FakeReader(id, status);
    }

    /// <summary>The customer holds a card to the reader.</summary>
    /// <param name="declinedWith">Why it is declined; null when it is not.</param>
    public void PresentCard(string reader, string? declinedWith = null, string last4 = "4242")
    {
        lock (Gate)
        {
            var asking = readers[reader];
            var intent = Intent(asking.Intent ?? throw new InvalidOperationException($"The reader {reader} asks for no card."))!;
            if (intent.Status != "requires_payment_method")
                asking.Fail("intent_invalid_state");
            else if (declinedWith is null)
                intent.Authorize("card_present", last4, Now);
            else
                intent.Decline("card_declined", declinedWith);
            if (declinedWith is not null)
                asking.Fail("card_declined");
            else
                asking.Succeed();
        }
    }

    /// <summary>The customer holds a card to the reader, if it asks for one.</summary>
    public void PresentIfAsked(string reader)
    {
        lock (Gate)
        {
            if (readers[reader].ActionStatus == "in_progress")
                PresentCard(reader);
        }
    }

    /// <summary>The customer walks away from the reader, or presses its red button.</summary>
    public void LeaveReader(string reader)
    {
        lock (Gate)
            readers[reader].Fail("customer_canceled");
    }

    /// <summary>The customer passes, or fails, what the bank asked.</summary>
    public void Authenticate(string intent, bool passes)
    {
        lock (Gate)
        {
            if (passes)
                Intent(intent)!.Authorize("card", "3220", Now);
            else
                Intent(intent)!.Decline("payment_intent_authentication_failure", null);
        }
    }

    /// <summary>The bank says what became of a refund.</summary>
    public void SettleRefund(string id, string status)
    {
        lock (Gate)
            Refund(id)!.Status = status;
    }

    internal DateTimeOffset Now => time.GetUtcNow();

    internal void Count(FakeStripeRequest request) => asked.AddOrUpdate(request.Verb, 1, (_, count) => count + 1);

    internal FakeIntent? Intent(string id) => intents.Find(intent => intent.Id == id);

    internal FakeRefund? Refund(string id) => refunds.Find(refund => refund.Id == id);

    internal FakeReader? Reader(string id) => readers.GetValueOrDefault(id);

    internal void Add(FakeIntent intent) => intents.Add(intent);

    internal void Add(FakeRefund refund) => refunds.Add(refund);

    internal long Refunded(string intent) => refunds.Where(refund => refund.Intent == intent && refund.Status != "failed").Sum(refund => refund.Amount);
}

public sealed class FakeReader(string id, string status)
{
    public string Id { get; } = id;

    /// <summary><c>online</c> or <c>offline</c>.</summary>
    public string Status { get; set; } = status;

    /// <summary>What it is to be paid; null when it was never asked, or was told to stop.</summary>
    public string? Intent { get; private set; }

    public string? ActionStatus { get; private set; }

    public string? FailureCode { get; private set; }

    internal void Ask(string intent) => (Intent, ActionStatus, FailureCode) = (intent, "in_progress", null);

    internal void Succeed() => ActionStatus = "succeeded";

    internal void Fail(string code) => (ActionStatus, FailureCode) = ("failed", code);

    internal void Stop() => (Intent, ActionStatus, FailureCode) = (null, null, null);

    internal JsonNode Json() => FakeStripeObjects.Of("terminal.reader", new()
    {
        ["id"] = Id,
        ["status"] = Status,
        ["action"] = ActionStatus is null ? null : new JsonObject
        {
            ["type"] = "process_payment_intent",
            ["status"] = ActionStatus,
            ["failure_code"] = FailureCode,
            ["failure_message"] = FailureCode is null ? null : "It did not work.",
            ["process_payment_intent"] = new JsonObject { ["payment_intent"] = Intent },
        },
    });
}

public sealed record FakeRefund(string Id, string Intent, string Charge, long Amount, string Currency, IReadOnlyDictionary<string, string> Metadata, DateTimeOffset Created)
{
    public string Status { get; internal set; } = "succeeded";

    internal JsonNode Json() => FakeStripeObjects.Of("refund", new()
    {
        ["id"] = Id,
        ["payment_intent"] = Intent,
        ["charge"] = Charge,
        ["amount"] = Amount,
        ["currency"] = Currency,
        ["metadata"] = FakeStripeObjects.Map(Metadata),
        ["created"] = Created.ToUnixTimeSeconds(),
        ["status"] = Status,
        ["failure_reason"] = Status == "failed" ? "expired_or_canceled_card" : null,
    });
}
