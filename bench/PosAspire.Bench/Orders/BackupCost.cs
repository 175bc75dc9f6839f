using System.Globalization;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary>Orders alone and orders while a backup is made, in turns: the share of the throughput that stays.</summary>
internal static class BackupCost
{
    /// <summary>It sells in pieces of this length for as long as the backup takes.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromSeconds(1);

    /// <summary>Until compiling has settled.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    /// <param name="sell">Sells for so long.</param>
    public static async Task<string> MeasureAsync(PrivateShop shop, int rounds, TimeSpan time, Func<TimeSpan, LoadResult> sell, CancellationToken cancellation)
    {
        Console.WriteLine("Warming up …");
        sell(WarmUp);
        List<double> ratios = [];
        for (var round = 1; round <= rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var alone = sell(time).PerSecond;
            var (sold, took) = (0, TimeSpan.Zero);
            var making = shop.PosctlAsync(cancellation, "backup", "create");
            do
            {
                var piece = sell(Piece);
                (sold, took) = (sold + piece.Milliseconds.Length, took + piece.Elapsed);
            }
            while (!making.IsCompleted);
            await making;
            var beside = sold / took.TotalSeconds;
            ratios.Add(beside / alone);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"round {round} of {rounds}: {alone:0} orders/s alone, {beside:0} orders/s while a backup was made ({took.TotalSeconds:0.0} s), ratio {ratios[^1]:0.00}"));
        }

        return string.Create(CultureInfo.InvariantCulture, $"backup_ratio={Statistics.Median(ratios):0.00} rounds={rounds}");
    }
}
