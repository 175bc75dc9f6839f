using System.Diagnostics;
using PosAspire.Domain.Payments.Providers;
using PosAspire.Domain.Payments.Providers.Stripe;
using PosAspire.Tests.Support.Stripe;

namespace PosAspire.Tests.Domain.Payments.Providers.Stripe;

/// <summary>What is known of the money when Stripe does not answer as it should.</summary>
public sealed class StripeFaultTests : IAsyncLifetime
{
    private StripeTill till = null!;

    public static TheoryData<string, FakeStripeFault, ProviderStatus> Doubts
    {
        get
        {
            var rows = new TheoryData<string, FakeStripeFault, ProviderStatus>();
            foreach (var verb in (string[])["create", "confirm", "capture", "cancel", "refund"])
            {
                foreach (var fault in Enum.GetValues<FakeStripeFault>())
                    rows.Add(verb, fault, Expected(fault));
            }

            return rows;
        }
    }

    public async Task InitializeAsync() => till = await StripeTill.OpenAsync();

    public async Task DisposeAsync() => await till.DisposeAsync();

    [Theory]
    [MemberData(nameof(Doubts))]
    public async Task Each_fault_of_each_step_is_named_by_what_may_have_happened(string verb, FakeStripeFault fault, ProviderStatus expected)
    {
        var charge = await till.ReadyForAsync(verb);
        till.Stripe.Faults.Set(verb, fault);
        var before = till.Stripe.Ledger.Asked(verb);

        var answer = await till.AskAsync(verb, charge, Hangs(fault));

        Assert.Equal(expected, expected == ProviderStatus.Authorized ? Healthy(verb, answer.Status) : answer.Status);
        // Nothing is tried again by itself.
        Assert.Equal(before + 1, till.Stripe.Ledger.Asked(verb));
    }

    [Theory]
    [InlineData("confirm", FakeStripeFault.DoThenDrop, ProviderStatus.Authorized)]
    [InlineData("confirm", FakeStripeFault.DoThenHang, ProviderStatus.Authorized)]
    [InlineData("confirm", FakeStripeFault.DoThenError500, ProviderStatus.Authorized)]
    [InlineData("confirm", FakeStripeFault.Hang, ProviderStatus.Created)]
    [InlineData("confirm", FakeStripeFault.Error500, ProviderStatus.Created)]
    [InlineData("capture", FakeStripeFault.DoThenDrop, ProviderStatus.Captured)]
    [InlineData("capture", FakeStripeFault.Drop, ProviderStatus.Authorized)]
    [InlineData("cancel", FakeStripeFault.DoThenError500, ProviderStatus.Canceled)]
    public async Task Reading_tells_what_a_silent_step_did(string verb, FakeStripeFault fault, ProviderStatus expected)
    {
        var charge = await till.ReadyForAsync(verb);
        till.Stripe.Faults.Set(verb, fault, 1);

        Assert.Equal(ProviderStatus.Unknown, (await till.AskAsync(verb, charge, Hangs(fault))).Status);

        Assert.Equal(expected, (await till.Payments.ReadAsync(charge, default)).Status);
    }

    [Fact]
    public async Task Behind_a_closed_door_nothing_happened()
    {
        var charge = await till.AuthorizedAsync(StripeTill.Charge());
        await till.Stripe.CloseAsync();

        foreach (var verb in (string[])["create", "confirm", "capture", "cancel", "refund", "read"])
            Assert.Equal((verb, ProviderStatus.Unreachable), (verb, (await till.AskAsync(verb, charge)).Status));
        Assert.False(await till.Payments.ProbeAsync(default));
        await till.Stripe.OpenAsync();

        Assert.True(await till.Payments.ProbeAsync(default));
        Assert.Equal(ProviderStatus.Captured, (await till.Payments.CaptureAsync(charge, default)).Status);
    }

    [Fact]
    public async Task A_connection_that_nobody_accepts_in_time_has_carried_nothing()
    {
        // A full queue: the kernel takes no further connection and does not say so.
        using var deaf = new DeafPort();
        using var payments = new StripePayments(new($"http://127.0.0.1:{deaf.Port}", till.Stripe.Key, [], "https://status.example") { Connect = TimeSpan.FromMilliseconds(300) });
        var clock = Stopwatch.StartNew();

        var answer = await payments.CreateAsync(StripeTill.Charge(), default);

        Assert.Equal(ProviderStatus.Unreachable, answer.Status);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task A_fault_that_is_kept_for_an_announcement_does_not_stop_it_for_a_day()
    {
        var lost = StripeTill.Charge();
        till.Stripe.Faults.Set("create", FakeStripeFault.Error500, 1);
        Assert.Equal(ProviderStatus.Unknown, (await till.Payments.CreateAsync(lost, default)).Status);
        var made = StripeTill.Charge();
        till.Stripe.Faults.Set("create", FakeStripeFault.DoThenError500, 1);
        Assert.Equal(ProviderStatus.Unknown, (await till.Payments.CreateAsync(made, default)).Status);

        Assert.Equal(ProviderStatus.Created, (await till.Payments.CreateAsync(lost, default)).Status);
        Assert.Equal((ProviderStatus.Created, till.Stripe.Ledger.Intents[0].Id), await Both(till.Payments.CreateAsync(made, default)));
        Assert.Equal(2, till.Stripe.Ledger.Intents.Count);
    }

    [Fact]
    public async Task Whoever_gives_up_is_told_so()
    {
        var charge = await till.AnnouncedAsync(StripeTill.Charge());
        till.Stripe.Faults.Set("confirm", FakeStripeFault.Hang);
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => till.Payments.ConfirmAsync(charge, impatient.Token));
    }

    [Fact]
    public async Task With_a_wrong_key_everything_is_rejected_and_that_is_no_outage()
    {
        using var stranger = new StripePayments(new(till.Stripe.Address.ToString().TrimEnd('/'), "sk_test_of_somebody_else", [], "https://status.example"));

        Assert.Equal(ProviderStatus.Rejected, (await stranger.CreateAsync(StripeTill.Charge(), default)).Status);
        Assert.True(await stranger.ProbeAsync(default));
        await Assert.ThrowsAsync<HttpRequestException>(async () => await stranger.ListAsync(DateTime.UnixEpoch, DateTime.UtcNow, default).ToListAsync());
    }

    private static bool Hangs(FakeStripeFault fault) => fault is FakeStripeFault.Hang or FakeStripeFault.DoThenHang;

    private static ProviderStatus Expected(FakeStripeFault fault) => fault switch
    {
        FakeStripeFault.None or FakeStripeFault.Slow => ProviderStatus.Authorized,
        FakeStripeFault.RateLimited => ProviderStatus.Unreachable,
        _ => ProviderStatus.Unknown,
    };

    // What each step answers when nothing is wrong, all written as one.
    private static ProviderStatus Healthy(string verb, ProviderStatus status) => (verb, status) switch
    {
        ("create", ProviderStatus.Created) or ("capture" or "refund", ProviderStatus.Captured) or ("cancel", ProviderStatus.Canceled) => ProviderStatus.Authorized,
        _ => status,
    };

    private static async Task<(ProviderStatus Status, string? Ref)> Both(Task<ProviderAnswer> asked) => (await asked) is var answer ? (answer.Status, answer.Ref) : default;
}
