using System.Collections;

namespace PosAspire.Api.Sales;

/// <summary>The log line of a sale, with the words and fields of the liquor runbook.</summary>
internal static class SaleLog
{
    private const string Words = "Order completed successfully";

    public static void Completed(ILogger log, Sale sale, TimeSpan duration)
    {
        if (log.IsEnabled(LogLevel.Information))
            log.Log(LogLevel.Information, default, new Fields(sale, duration), null, static (_, _) => Words);
    }

    // The message has no places for the values, because operators read the words and machines the fields.
    private sealed class Fields(Sale sale, TimeSpan duration) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        private readonly KeyValuePair<string, object?>[] fields =
        [
            new("OrderId", sale.Id),
            new("LocationId", sale.Basket.Shop.Code),
            new("Total", sale.Basket.Totals.Total.Major),
            new("Duration", Math.Round(duration.TotalMilliseconds, 1)),
            new("{OriginalFormat}", Words),
        ];

        public int Count => fields.Length;

        public KeyValuePair<string, object?> this[int index] => fields[index];

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => fields.AsEnumerable().GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();

        public override string ToString() => Words;
    }
}
