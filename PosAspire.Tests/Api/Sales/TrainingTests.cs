using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

public sealed class TrainingTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly string[] Untouched =
    [
        "SELECT count(*)::text FROM \"Transaction\"",
        "SELECT COALESCE(sum(total_minor), 0)::text FROM \"Transaction\"",
        "SELECT sum(on_hand)::text FROM stock_levels",
        "SELECT count(*)::text FROM stock_movements",
        "SELECT COALESCE(max(last_number), 0)::text FROM order_numbers WHERE NOT training",
    ];

    [Fact]
    public async Task A_training_sale_touches_neither_stock_nor_revenue_nor_the_days_numbers()
    {
        using var till = await api.SignedInAsync();
        var before = await ReadAsync();
        var entries = await api.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries");
        var sold = await till.SellAsync(Guid.NewGuid().ToString(), Practice(quantity: 9_999));
        Assert.Equal(HttpStatusCode.Created, sold.StatusCode);
        var body = await sold.JsonAsync();
        Assert.True((bool)body["training"]!);
        Assert.StartsWith("T", (string)body["number"]!, StringComparison.Ordinal);
        Assert.Equal(before, await ReadAsync());
        Assert.Equal(entries + 1, await api.Database.ScalarAsync<long>("SELECT count(*) FROM audit_entries"));
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE training AND id = '{body["id"]}'"));
    }

    [Fact]
    public async Task A_sale_at_a_register_says_at_which_and_one_of_another_shop_is_refused()
    {
        using var till = await api.SignedInAsync();
        var own = await RegisterAsync("LIQ1");
        var other = await RegisterAsync("STK1");
        var sold = await (await till.SellAsync(Guid.NewGuid().ToString(), At(own))).JsonAsync();
        Assert.Equal(own, (Guid)sold["registerId"]!);
        Assert.Equal(own, await api.Database.ScalarAsync<Guid>($"SELECT register_id FROM orders WHERE id = '{sold["id"]}'"));
        await (await till.SellAsync(Guid.NewGuid().ToString(), At(other))).ProblemAsync(HttpStatusCode.NotFound, "register.unknown");
        await (await till.SellAsync(Guid.NewGuid().ToString(), At(Guid.NewGuid()))).ProblemAsync(HttpStatusCode.NotFound, "register.unknown");
        await api.Database.ExecuteAsync($"UPDATE registers SET is_active = false WHERE id = '{own}'");
        await (await till.SellAsync(Guid.NewGuid().ToString(), At(own))).ProblemAsync(HttpStatusCode.NotFound, "register.unknown");
    }

    private static object Practice(int quantity) => new
    {
        location = "LIQ1",
        lines = new[] { new { barcode = Till.Averna, quantity } },
        tenders = new[] { new { type = "cash", amountMinor = 100_000_000 } },
        training = true,
    };

    private static object At(Guid registerId) => new
    {
        location = "LIQ1",
        registerId,
        lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
        tenders = new[] { new { type = "cash", amountMinor = 100_000 } },
    };

    private async Task<Guid> RegisterAsync(string shop)
    {
        var id = Guid.CreateVersion7();
        await api.Database.ExecuteAsync($"INSERT INTO registers (id, location_id, name, is_active, created_at) SELECT '{id}', id, 'Test {id}', true, now() FROM locations WHERE code = '{shop}'");
        return id;
    }

    private async Task<List<string>> ReadAsync()
    {
        List<string> values = [];
        foreach (var sql in Untouched)
            values.Add(Assert.Single(await api.Database.LinesAsync(sql)));
        return values;
    }
}
