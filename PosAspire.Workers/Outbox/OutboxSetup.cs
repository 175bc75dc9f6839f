namespace PosAspire.Workers.Outbox;

internal static class OutboxSetup
{
    /// <summary>Needs the database and the cache.</summary>
    public static void AddOutbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(OutboxLimits.Default);
        builder.Services.AddSingleton<IOutboxTable, SqlOutboxTable>();
        builder.Services.AddSingleton<OutboxDispatch>();
        builder.Services.AddSingleton<OutboxConsumers>();
        builder.Services.AddHostedService<OutboxDelivery>();
    }
}
