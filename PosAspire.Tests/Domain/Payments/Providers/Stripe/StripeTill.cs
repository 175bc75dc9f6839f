using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Stripe;
using PosAspire.Domain.Shared;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

/// <summary>A fake Stripe, and the product's own way to it with short limits.</summary>
internal sealed class StripeTill : IAsyncDisposable
{
    public const string Reader = "tmr_counter";

    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(700);

    private readonly StripePayments impatient;

    private StripeTill(FakeStripe stripe)
    {
        Stripe = stripe;
        var address = stripe.Address.ToString().TrimEnd('/');
        Payments = new(new(address, stripe.Key, [], address));
        impatient = new(new(address, stripe.Key, [], address) { Call = Impatience });
    }

    public FakeStripe Stripe { get; }

    public StripePayments Payments { get; }

    public FakeIntent Intent => Stripe.Ledger.Intents[^1];

    public static async Task<StripeTill> OpenAsync()
    {
        var stripe = await FakeStripe.StartAsync();
        stripe.Ledger.AddReader(Reader);
        return new(stripe);
    }

    public static ProviderCharge Charge(string method = "pm_card_visa", long minor = 1250, Currency? currency = null) => new(
        Guid.CreateVersion7(), Guid.CreateVersion7(), "LIQ1", "LIQ1 2026-11-22 17", new(minor, currency ?? Currency.Usd), $"method:{method}", null, 1, DateTime.UtcNow);

    public static ProviderCharge AtReader(string reader = Reader) => Charge() with { Source = $"reader:{reader}" };

    /// <summary>The charge, announced.</summary>
    public async Task<ProviderCharge> AnnouncedAsync(ProviderCharge charge)
    {
        var answer = await Payments.CreateAsync(charge, default);
        Assert.Equal(ProviderStatus.Created, answer.Status);
        return charge with { Ref = answer.Ref };
    }

    /// <summary>The charge, held on the customer's card.</summary>
    public async Task<ProviderCharge> AuthorizedAsync(ProviderCharge charge)
    {
        var announced = await AnnouncedAsync(charge);
        Assert.Equal(ProviderStatus.Authorized, (await Payments.ConfirmAsync(announced, default)).Status);
        return announced;
    }

    /// <summary>The charge, paid.</summary>
    public async Task<ProviderCharge> CapturedAsync(ProviderCharge charge)
    {
        var authorized = await AuthorizedAsync(charge);
        Assert.Equal(ProviderStatus.Captured, (await Payments.CaptureAsync(authorized, default)).Status);
        return authorized;
    }

    public static ProviderRefund Back(ProviderCharge charge, long minor)
        => new(Guid.CreateVersion7(), charge.PaymentId, charge.Ref!, new(minor, charge.Amount.Currency), null, DateTime.UtcNow);

    /// <param name="impatiently">With a short limit, where nobody will answer.</param>
    public Task<ProviderAnswer> AskAsync(string verb, ProviderCharge charge, bool impatiently = false)
    {
        var payments = impatiently ? impatient : Payments;
        return verb switch
        {
            "create" => payments.CreateAsync(charge, default),
            "confirm" => payments.ConfirmAsync(charge, default),
            "capture" => payments.CaptureAsync(charge, default),
            "cancel" => payments.CancelAsync(charge, default),
            "read" => payments.ReadAsync(charge, default),
            "refund" => payments.RefundAsync(Back(charge, charge.Amount.Minor), default),
            _ => throw new ArgumentException(verb),
        };
    }

    /// <summary>The charge at the point where this can be asked.</summary>
    public Task<ProviderCharge> ReadyForAsync(string verb) => verb switch
    {
        "create" => Task.FromResult(Charge()),
        "confirm" => AnnouncedAsync(Charge()),
        "refund" => CapturedAsync(Charge()),
        _ => AuthorizedAsync(Charge()),
    };

    public async ValueTask DisposeAsync()
    {
        Payments.Dispose();
        impatient.Dispose();
        await Stripe.DisposeAsync();
    }
}
