using Microsoft.Extensions.Logging.Console;

namespace PosAspire.Workers.Backups;

/// <summary>The service's parts for a command of posctl: what they tell goes to the error output.</summary>
internal static class BackupParts
{
    /// <param name="database">Empty where only the copies are needed.</param>
    public static async Task<int> WithAsync(string database, Func<IServiceProvider, Task<int>> work)
    {
        var settings = BackupSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        await using var services = new ServiceCollection()
            .AddLogging(logs => logs.AddSimpleConsole(console => console.SingleLine = true))
            .Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddBackupEngine(settings, database)
            .BuildServiceProvider();
        return await work(services);
    }
}
