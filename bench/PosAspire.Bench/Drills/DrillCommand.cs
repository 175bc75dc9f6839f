using System.Globalization;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary><c>drill NAME [--budget MIN]</c>: proves a promise by breaking things, and closes with one line.</summary>
internal static class DrillCommand
{
    public const string Usage =
        """
        usage: drill last-bottle|same-key|kill-api|kill-db|kill-redis [--budget MIN]
          --budget MIN   stop asking for more after so many minutes (default 1; 0.1 to 600); the counts done are printed
        """;

    private const int WrongUsage = 2;
    private const double DefaultBudget = 1;
    private const double MinBudget = 0.1;
    private const double MaxBudget = 600;

    private static readonly Dictionary<string, Func<DrillRun, Task>> Drills = new()
    {
        ["last-bottle"] = LastBottle.RunAsync,
        ["same-key"] = SameKey.RunAsync,
        ["kill-api"] = KillApi.RunAsync,
        ["kill-db"] = KillDatabase.RunAsync,
        ["kill-redis"] = KillRedis.RunAsync,
    };

    /// <returns>0 passed, 1 failed, 2 wrong usage.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        if (Read(arguments) is not var (name, minutes) || !Drills.TryGetValue(name, out var drill))
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        var report = new DrillReport(name);
        try
        {
            Console.WriteLine("Starting PostgreSQL, cache and API of this drill's own …");
            await using var shop = await PrivateShop.StartAsync([], Shelf.FillAsync, cancellation);
            await drill(new(shop, report, TimeSpan.FromMinutes(minutes), cancellation));
        }
        // Whatever went wrong, what the drill was to show is not shown: the last line has to say so.
        catch (Exception problem) when (!cancellation.IsCancellationRequested)
        {
            report.Broke(problem is StepFailedException ? problem.Message : problem.ToString());
        }

        return report.Close();
    }

    private static (string Name, double Minutes)? Read(string[] arguments) => arguments switch
    {
        [var name] => (name, DefaultBudget),
        [var name, "--budget", var text] when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes)
            && minutes is >= MinBudget and <= MaxBudget => (name, minutes),
        _ => null,
    };
}
