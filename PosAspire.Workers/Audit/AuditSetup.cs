namespace PosAspire.Workers.Audit;

internal static class AuditSetup
{
    /// <summary>Needs the database.</summary>
    public static void AddAuditSealing(this IHostApplicationBuilder builder)
    {
        AuditSettings.Check(builder.Configuration);
        builder.Services.AddSingleton(AuditSettings.Read(builder.Configuration));
        builder.Services.AddSingleton(services => new AuditSealer(services.GetRequiredService<Npgsql.NpgsqlDataSource>(), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddHostedService<AuditSealing>();
    }
}
