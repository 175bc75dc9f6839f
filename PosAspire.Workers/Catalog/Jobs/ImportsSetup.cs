namespace PosAspire.Workers.Catalog.Jobs;

internal static class ImportsSetup
{
    /// <summary>Needs the database.</summary>
    public static void AddImports(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WaitingImports>();
        builder.Services.AddHostedService<ImportWork>();
    }
}
