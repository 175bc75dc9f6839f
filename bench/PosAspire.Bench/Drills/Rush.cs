using System.Collections.Concurrent;
using System.Security.Cryptography;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Drills;

/// <summary>A sale as a till knows it.</summary>
/// <param name="FirstAnswer">What came the first time; null when nothing did.</param>
/// <param name="Answer">What is known in the end, after asking again.</param>
internal sealed record Sale(string Key, string Basket, SaleAnswer? FirstAnswer, SaleAnswer? Answer)
{
    /// <summary>Nobody knows whether it was sold: no answer, or the server's failure.</summary>
    public bool IsOpen => Answer is null or { IsServerError: true };
}

/// <summary>Tills that sell as fast as they are answered, a fresh key a sale.</summary>
internal sealed class Rush(Till till, string[] barcodes)
{
    private const int Tills = 8;
    private const int LinesPerSale = 3;

    // A till that gets no answer does not hammer a server that is away.
    private static readonly TimeSpan PauseAfterSilence = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentQueue<Sale> sales = new();

    public int Count => sales.Count;

    /// <summary>Sells until told to stop; a sale that is under way is waited for.</summary>
    /// <returns>Every sale begun since the last call.</returns>
    public async Task<List<Sale>> SellAsync(CancellationToken stop)
    {
        await Task.WhenAll(Enumerable.Range(0, Tills).Select(_ => SellOnAsync(stop)));
        List<Sale> done = [.. sales];
        sales.Clear();
        return done;
    }

    /// <summary>Asks again for every sale of which nobody knows, until its outcome is known.</summary>
    /// <exception cref="StepFailedException">The server still gives none.</exception>
    public static async Task<List<Sale>> SettleAsync(Till till, IEnumerable<Sale> sales, CancellationToken cancellation)
    {
        List<Sale> settled = [];
        foreach (var sale in sales)
        {
            var answer = sale.IsOpen ? await till.SellAsync(sale.Key, sale.Basket, cancellation) : sale.Answer;
            if (answer is null or { IsServerError: true })
                throw new StepFailedException($"A sale without an answer was sent again with its key and got {answer?.ToString() ?? "none"}.");
            settled.Add(sale with { Answer = answer });
        }

        return settled;
    }

    /// <summary>Asks once more for some sales that were answered: the answer must be the first one.</summary>
    public static async Task<List<Sale>> AskAgainAsync(Till till, List<Sale> sales, int most, CancellationToken cancellation)
    {
        for (var asked = 0; asked < most && sales.Count > 0; asked++)
        {
            var at = RandomNumberGenerator.GetInt32(sales.Count);
            sales[at] = sales[at] with { Answer = await till.SellAsync(sales[at].Key, sales[at].Basket, cancellation) };
        }

        return sales;
    }

    private async Task SellOnAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (key, basket) = (Guid.NewGuid().ToString("N"), Till.Basket(RandomNumberGenerator.GetItems<string>(barcodes, LinesPerSale).Distinct()));
            var answer = await till.SellAsync(key, basket, CancellationToken.None);
            sales.Enqueue(new(key, basket, answer, answer));
            if (answer is null or { IsServerError: true })
                await Task.Delay(PauseAfterSilence, CancellationToken.None);
        }
    }
}
