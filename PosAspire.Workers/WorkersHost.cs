using PosAspire.Domain.Database;
using PosAspire.ServiceDefaults;
using PosAspire.ServiceDefaults.Database;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Workers.Audit;
using PosAspire.Workers.Backups;
using PosAspire.Workers.Catalog.Jobs;
using PosAspire.Workers.Identity;
using PosAspire.Workers.Outbox;
using PosAspire.Workers.Payments;
using PosAspire.Workers.Sales;

namespace PosAspire.Workers;

/// <summary>The long-running service: what time or a queue triggers. It answers nothing but its health.</summary>
public static class WorkersHost
{
    public const string ServiceName = "liquor-pos-workers";

    public static async Task<int> RunAsync()
    {
        var builder = PosHost.CreateBuilder();
        builder.AddServiceDefaults(ServiceName);
        builder.AddPosDatabase<PosDbContext>();
        builder.AddPosCache();
        builder.AddOutbox();
        builder.AddAuditSealing();
        builder.AddBackups();
        builder.AddImports();
        builder.AddPrinting();
        builder.AddPaymentSettling();
        builder.AddRefundRounds();
        builder.Services.AddHostedService<SignInCleanup>();
        var app = builder.Build();
        app.UseServiceDefaults();
        await app.RunAsync();
        return 0;
    }
}
