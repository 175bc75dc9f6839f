using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

public sealed class TrainingTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Practice_counts_its_own_numbers_and_touches_neither_stock_nor_revenue()
    {
        using var waiter = await api.SignedInAsync("server");
        var bottle = await api.Database.BottleAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var real = await waiter.OpenAsync(Table.Lines((bottle, 1)), "LIQ1").OrderAsync();
        var first = await waiter.OpenAsync(Table.Lines((bottle, 2)), "LIQ1", training: true).OrderAsync();
        var second = await waiter.OpenAsync(Table.Lines((bottle, 3)), "LIQ1", training: true).OrderAsync();
        Assert.Equal(("1", "T1", "T2"), ((string)real["number"]!, (string)first["number"]!, (string)second["number"]!));

        foreach (var practice in new[] { first, second })
        {
            var id = (string)practice["id"]!;
            await waiter.SendAsync(id).OrderAsync();
            await waiter.PayAsync(id).OrderAsync();
        }

        await waiter.VoidAsync((string)second["id"]!, new { username = "manager", password = ApiHost.DemoPassword }).OrderAsync();
        Assert.Equal(before, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(0, await api.Database.ScalarAsync<long>("SELECT count(*) FROM stock_movements WHERE reason <> 'opening'"));
        Assert.Equal([(string)real["id"]!], await api.Database.LinesAsync("SELECT id::text FROM \"Transaction\""));
        Assert.Equal(["order.opened", "order.sent", "order.completed"], await api.Database.JournalAsync((string)first["id"]!));

        var receipt = await waiter.GetStringAsync($"/api/v1/orders/{first["id"]}/receipt");
        Assert.Contains("*** TRAINING - NOT A SALE ***", receipt, StringComparison.Ordinal);
        Assert.Contains("Order T1 ", receipt, StringComparison.Ordinal);
    }
}
