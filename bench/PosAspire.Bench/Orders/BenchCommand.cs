using System.Globalization;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary><c>bench</c>: how near the order path comes to bare SQL, in ratios taken in one run.</summary>
internal static class BenchCommand
{
    public const string Usage =
        """
        usage: bench [--rounds N] [--seconds S] [--stored N] [--backups N]
          --rounds N     interleaved rounds, of which the medians count (default 5)
          --seconds S    length of each measurement (default 6)
          --backups N    instead of the rest: so many paired rounds of orders alone and orders while a backup is made (at most 20)
          --stored N     also fill up to N stored orders (at most 1000000) and compare the work of a sale before and after
        """;

    private const int WrongUsage = 2;

    /// <returns>0 done, 1 failed, 2 wrong usage. The figures are printed, not judged.</returns>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        if (Read(arguments) is not var (rounds, seconds, stored, backups))
        {
            await Console.Error.WriteLineAsync(Usage);
            return WrongUsage;
        }

        try
        {
            Console.WriteLine($"Starting a shop of this run's own: {BenchShelves.Products} products, {BenchShelves.Shops} locations, fsync on …");
            await using var shop = await PrivateShop.StartAsync([], BenchShelves.FillAsync, cancellation);
            await using var run = await BenchRun.StartAsync(shop, TimeSpan.FromSeconds(seconds), cancellation);
            if (stored > 0)
                await run.GrowAsync(stored);
            Console.WriteLine(backups > 0 ? await run.BackUpAsync(backups) : await run.RunAsync(rounds));
            return 0;
        }
        catch (StepFailedException problem)
        {
            await Console.Error.WriteLineAsync($"bench: {problem.Message}");
            return 1;
        }
    }

    private static (int Rounds, int Seconds, int Stored, int Backups)? Read(string[] arguments)
    {
        Dictionary<string, (int Value, int Max)> options = new() { ["--rounds"] = (5, 100), ["--seconds"] = (6, 600), ["--stored"] = (0, 1_000_000), ["--backups"] = (0, 20) };
        for (var at = 0; at < arguments.Length; at += 2)
        {
            if (!options.TryGetValue(arguments[at], out var option) || at + 1 == arguments.Length
                || !int.TryParse(arguments[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < 1 || value > option.Max)
                return null;
            options[arguments[at]] = (value, option.Max);
        }

        return (options["--rounds"].Value, options["--seconds"].Value, options["--stored"].Value, options["--backups"].Value);
    }
}
