using Microsoft.Extensions.Logging.Abstractions;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Circuit;
using PosAspire.Domain.Payments.Providers.Stripe;
using PosAspire.Tests.Domain.Payments.Providers.Stripe;
using PosAspire.Tests.Support;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Circuit;

public sealed class ProviderCircuitTests : IAsyncLifetime, IDisposable
{
    private static readonly CircuitLimits Limits = new(3, TimeSpan.FromMilliseconds(150));

    private CircuitOrder order;
    private StripeTill till = null!;
    private ProviderCircuit circuit = null!;
    private StripeStatusPage page = null!;

    public async Task InitializeAsync()
    {
        till = await StripeTill.OpenAsync();
        var address = till.Stripe.Address.ToString();
        page = new(new(address, till.Stripe.Key, [], address.TrimEnd('/')));
        circuit = new(till.Payments, Limits, (_, _) => ValueTask.FromResult(order), TimeProvider.System, NullLogger<ProviderCircuit>.Instance, page.ReadAsync);
    }

    public async Task DisposeAsync() => await till.DisposeAsync();

    public void Dispose()
    {
        circuit.Dispose();
        page.Dispose();
    }

    [Fact]
    public async Task Silence_three_times_in_a_row_opens_it_and_a_probe_closes_it()
    {
        await till.Stripe.CloseAsync();
        for (var time = 0; time < 3; time++)
            Assert.Equal("not_connected", (await CreateAsync()).Code);

        var leftAlone = await CreateAsync();
        var health = await HealthAsync();
        await till.Stripe.OpenAsync();
        await Eventually.TrueAsync(async () => (await HealthAsync()).State == CircuitState.Closed);

        Assert.Equal((ProviderStatus.Unreachable, ProviderCircuit.LeftAlone), (leftAlone.Status, leftAlone.Code));
        Assert.NotEqual(CircuitState.Closed, health.State);
        Assert.StartsWith("It does not answer.", health.Reason, StringComparison.Ordinal);
        Assert.Equal(ProviderStatus.Created, (await CreateAsync()).Status);
        Assert.Null((await HealthAsync()).Reason);
    }

    [Fact]
    public async Task No_customers_payment_is_the_test()
    {
        till.Stripe.Faults.Set("create", FakeStripeFault.Error500);
        till.Stripe.Faults.Set("read", FakeStripeFault.Error500);
        for (var time = 0; time < 3; time++)
            await CreateAsync();
        var asked = till.Stripe.Ledger.Asked("create");

        await Eventually.TrueAsync(async () =>
        {
            await CreateAsync();
            return till.Stripe.Ledger.Asked("read") >= 3;
        });

        Assert.Equal(asked, till.Stripe.Ledger.Asked("create"));
    }

    [Fact]
    public async Task An_answer_in_between_starts_the_count_again()
    {
        for (var time = 0; time < 4; time++)
        {
            till.Stripe.Faults.Set("create", FakeStripeFault.Drop, 2);
            await CreateAsync();
            await CreateAsync();
            Assert.Equal(ProviderStatus.Created, (await CreateAsync()).Status);
        }

        Assert.Equal(CircuitState.Closed, (await HealthAsync()).State);
    }

    [Fact]
    public async Task Declines_mistakes_and_slow_cards_are_answers()
    {
        var declined = await till.AnnouncedAsync(StripeTill.Charge("pm_decline_lost_card"));
        var processing = await till.AnnouncedAsync(StripeTill.Charge("pm_processing"));
        for (var time = 0; time < 5; time++)
        {
            await circuit.ConfirmAsync(declined, default);
            await circuit.CreateAsync(StripeTill.Charge(minor: 1), default);
            await circuit.ConfirmAsync(processing with { Attempt = time + 1 }, default);
            await circuit.ReadAsync(processing, default);
        }

        Assert.Equal(CircuitState.Closed, (await HealthAsync()).State);
    }

    [Fact]
    public async Task Somebodys_word_goes_before_what_it_does()
    {
        var held = await till.AuthorizedAsync(StripeTill.Charge());
        order = CircuitOrder.StayOpen;
        Assert.Equal((ProviderCircuit.LeftAlone, ProviderCircuit.LeftAlone), ((await CreateAsync()).Code, (await circuit.ConfirmAsync(held, default)).Code));
        Assert.Equal(CircuitState.ForcedOpen, (await HealthAsync()).State);
        Assert.Single(till.Stripe.Ledger.Intents);
        Assert.Equal(ProviderStatus.Captured, (await circuit.CaptureAsync(held, default)).Status);

        order = CircuitOrder.StayClosed;
        till.Stripe.Faults.Set("create", FakeStripeFault.Drop, 5);
        for (var time = 0; time < 5; time++)
            Assert.Equal("connection_lost", (await CreateAsync()).Code);
        Assert.Equal(ProviderStatus.Created, (await CreateAsync()).Status);
        Assert.Equal(CircuitState.ForcedClosed, (await HealthAsync()).State);
    }

    [Theory]
    [InlineData("none", "look at the shop's connection first")]
    [InlineData("major", "a major outage")]
    [InlineData("maintenance of another kind", null)]
    public async Task The_status_page_adds_a_hint_and_decides_nothing(string indicator, string? words)
    {
        till.Stripe.Indicator = indicator;
        till.Stripe.Faults.Set("create", FakeStripeFault.Error500);
        till.Stripe.Faults.Set("read", FakeStripeFault.Error500);
        for (var time = 0; time < 3; time++)
            await CreateAsync();

        await Eventually.TrueAsync(async () => words is null
            ? till.Stripe.Ledger.Asked("read") > 0 && (await HealthAsync()).Reason == "It does not answer."
            : (await HealthAsync()).Reason?.Contains(words, StringComparison.Ordinal) == true);
        till.Stripe.Faults.Clear();
        await Eventually.TrueAsync(async () => (await HealthAsync()).State == CircuitState.Closed);
    }

    private Task<ProviderAnswer> CreateAsync() => circuit.CreateAsync(StripeTill.Charge(), default);

    private Task<ProviderHealth> HealthAsync() => circuit.HealthAsync(default);
}
