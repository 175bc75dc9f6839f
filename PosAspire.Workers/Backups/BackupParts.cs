using System.CommandLine;
using Microsoft.Extensions.Logging.Console;

namespace PosAspire.Workers.Backups;

/// <summary>The service's parts for a command of posctl: what they tell goes to the error output.</summary>
internal static class BackupParts
{
    /// <summary>For commands that read copies.</summary>
    public static readonly Option<string?> Store = new("--store") { Description = "Another place than the first one: its name as posctl backup stores tells it, or the beginning of it, such as s3." };

    /// <param name="database">Empty where only the copies are needed.</param>
    /// <param name="store">The one that is meant; null for the first.</param>
    public static async Task<int> WithAsync(string database, Func<IServiceProvider, Task<int>> work, string? store = null)
    {
        var settings = BackupSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build()) with { Store = store };
        await using var services = new ServiceCollection()
            .AddLogging(logs => logs.AddSimpleConsole(console => console.SingleLine = true))
            .Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddBackupEngine(settings, database)
            .BuildServiceProvider();
        return await work(services);
    }
}
