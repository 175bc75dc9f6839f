namespace PosAspire.Workers.Sales;

internal static class PrintSetup
{
    /// <summary>Needs the database and the bus.</summary>
    public static void AddPrinting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(PrintLimits.Default);
        builder.Services.AddSingleton<PrintDispatch>();
        builder.Services.AddHostedService<PrintDelivery>();
    }
}
