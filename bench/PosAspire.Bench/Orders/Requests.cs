using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PosAspire.Bench.Orders;

/// <summary>The bytes that the clients send.</summary>
internal static class Requests
{
    /// <summary>The share of hot sales, and on how many products they fall.</summary>
    private const double HotShare = 0.8;
    private const int HotProducts = 20;

    /// <summary>A paid cash sale of three lines at one of the ten shops, under a key of its own.</summary>
    /// <param name="round">Part of the key, so that no two rounds share one.</param>
    /// <param name="hot">Whether most sales fall on a few products.</param>
    public static Func<int, Func<byte[], int>> Sales(string token, string round, bool hot = false) => client =>
    {
        var random = new Random(HashCode.Combine(client, round.Length, 7));
        var count = 0;
        return buffer =>
        {
            var third = BenchShelves.Products / 3;
            int Product(int part) => hot && random.NextDouble() < HotShare ? (part * third) + random.Next(1, (HotProducts / 3) + 2) : (part * third) + random.Next(1, third + 1);
            var body = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"location":"B{{random.Next(1, BenchShelves.Shops + 1):D2}}","lines":[{"barcode":"{{BenchShelves.Barcode(Product(0))}}","quantity":1},{"barcode":"{{BenchShelves.Barcode(Product(1))}}","quantity":1},{"barcode":"{{BenchShelves.Barcode(Product(2))}}","quantity":1}],"tenders":[{"type":"cash","amountMinor":100000}]}""");
            return Encoding.ASCII.GetBytes(
                $"POST /api/v1/orders HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {round}-{client}-{count++}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}",
                buffer);
        };
    };

    /// <summary>Reads of these paths, one after the other from a random place.</summary>
    public static Func<int, Func<byte[], int>> Gets(string? token, IReadOnlyList<string> paths) => client =>
    {
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var requests = paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: bench\r\n{authorization}\r\n")).ToArray();
        var at = client * 7919;
        return buffer =>
        {
            var request = requests[at++ % requests.Length];
            request.CopyTo(buffer, 0);
            return request.Length;
        };
    };

    /// <summary>What people type: parts of names, sizes, and slips of the finger.</summary>
    public static IReadOnlyList<string> Searches()
    {
        string[] typed =
        [
            "johnnie wader 750", "jhonnie wadr scotch", "oak barrel bourbon", "silvr creek vodka", "casa verde blanco", "blue heron gin", "nothern light rum", "old harbor pale ale",
            "tres hermanos reposado 1.75", "iron brige", "chateau mirabel chardonay", "kings landing cask", "red fox pilsner", "wader", "bour", "cognac estate", "heritage amaro 375 ml",
            "single barrel", "spiced rum no 12", "vermuth",
        ];
        return [.. typed.Select(text => $"/api/v1/products/search?location=B01&limit=20&q={Uri.EscapeDataString(text)}")];
    }

    /// <summary>A basket that shows whether sales work at all.</summary>
    public static string FirstSale() => new JsonObject
    {
        ["location"] = "B01",
        ["lines"] = new JsonArray([.. Enumerable.Range(1, 3).Select(product => new JsonObject { ["barcode"] = BenchShelves.Barcode(product * 1_111), ["quantity"] = 1 })]),
        ["tenders"] = new JsonArray(new JsonObject { ["type"] = "cash", ["amountMinor"] = 100_000 }),
    }.ToJsonString();
}
