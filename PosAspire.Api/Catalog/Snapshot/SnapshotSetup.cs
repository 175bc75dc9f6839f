using Npgsql;

namespace PosAspire.Api.Catalog.Snapshot;

internal static class SnapshotSetup
{
    /// <summary>The catalogue in memory, loaded at start and kept current.</summary>
    public static void AddCatalogSnapshot(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CatalogReader>();
        builder.Services.AddSingleton(services => new CatalogSnapshot(
            services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<CatalogReader>(),
            services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CatalogSnapshot>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<CatalogSnapshot>());
    }
}
