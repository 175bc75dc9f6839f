using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PosAspire.Domain.Database;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Support.Qris;
using PosAspire.Tests.Support.Stripe;
using PosAspire.Workers.Payments;

namespace PosAspire.Tests.Web;

/// <summary>The card service and the gateway for codes of a shop under test, and what Workers do about payments while it is open.</summary>
public sealed class Cards : IAsyncDisposable
{
    private IHost? workers;

    private Cards(FakeStripe stripe, FakeQris qris) => (Stripe, Qris) = (stripe, qris);

    public FakeStripe Stripe { get; }

    public FakeQris Qris { get; }

    /// <summary>Of Api and of Workers.</summary>
    public (string Name, string Value)[] Settings =>
    [
        ("QRIS_SERVER_KEY", FakeQris.ServerKey), ("QRIS_API_BASE", $"{Qris.Address}"),
        ("STRIPE_SECRET_KEY", Stripe.Key), ("STRIPE_API_BASE", $"{Stripe.Address}"), ("STRIPE_STATUS_BASE", $"{Stripe.Address}"),
        ("STRIPE_WEBHOOK_SECRETS", Stripe.Webhooks.Secret),
    ];

    public static async Task<Cards> StartAsync() => new(await FakeStripe.StartAsync(), await FakeQris.StartAsync());

    /// <summary>Goes on with what is pending or unknown, as Workers do, until <see cref="RestAsync"/>.</summary>
    public async Task WorkAsync(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value));
        builder.AddPosCache();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(database));
        builder.Services.AddDbContext<PosDbContext>(options => options.UseNpgsql(database));
        builder.AddPaymentSettling();
        builder.AddRefundRounds();
        workers = builder.Build();
        await workers.StartAsync();
    }

    public async Task RestAsync()
    {
        if (workers is null)
            return;
        await workers.StopAsync();
        workers.Dispose();
        workers = null;
    }

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        await Qris.DisposeAsync();
        await Stripe.DisposeAsync();
    }
}
