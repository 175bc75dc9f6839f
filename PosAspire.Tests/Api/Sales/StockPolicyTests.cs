using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

/// <summary>Many tills want the last three bottles at once, under each policy.</summary>
public sealed class StockPolicyTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int Tills = 12;
    private const int Bottles = 3;
    private const string ProductOfAverna = "(SELECT product_id FROM product_barcodes WHERE gtin = '00000400203940')";

    [Theory]
    [InlineData("block", Bottles, 0, 0)]
    [InlineData("warn", Tills, Bottles - Tills, Tills - Bottles)]
    [InlineData("allow", Tills, Bottles - Tills, 0)]
    public async Task Under_each_policy_so_many_are_sold_and_so_many_are_left(string policy, int sold, int left, int warnings)
    {
        await SetAsync(policy);
        using var till = await api.SignedInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, Tills).Select(_ => till.SellAsync(Guid.NewGuid().ToString(), Till.Basket())));
        Assert.Equal(sold, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock");
        Assert.Equal(left, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());

        var told = 0;
        foreach (var answer in answers.Where(answer => answer.StatusCode == HttpStatusCode.Created))
            told += (await answer.JsonAsync())["warnings"]!.AsArray().Count;
        Assert.Equal(warnings, told);
    }

    [Fact]
    public async Task Open_orders_paid_at_the_same_moment_are_warned_as_often()
    {
        await SetAsync("warn");
        using var manager = await api.SignedInAsync("manager");
        async Task<JsonNode> PostAsync(string path, object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"{Guid.NewGuid()}");
            return await (await manager.SendAsync(request)).JsonAsync();
        }

        var open = new { location = "LIQ1", lines = new[] { new { barcode = Till.Averna, quantity = 1 } } };
        var orders = await Task.WhenAll(Enumerable.Range(0, Tills).Select(_ => PostAsync("/api/v1/orders/open", open)));
        var tenders = new[] { new { type = "cash", amountMinor = 1_000_000 } };
        var paid = await Task.WhenAll(orders.Select(order => PostAsync($"/api/v1/orders/{order["id"]}/pay", new { tenders })));
        Assert.Equal(Tills - Bottles, paid.Sum(order => order["warnings"]!.AsArray().Count));
        Assert.Equal(Bottles - Tills, await api.Database.OnHandAsync(Till.Averna));
    }

    [Fact]
    public async Task A_single_till_is_warned_exactly_when_more_is_sold_than_counted()
    {
        await SetAsync("warn");
        using var till = await api.SignedInAsync();
        var enough = await (await till.SellAsync(Guid.NewGuid().ToString(), Till.Basket(Bottles))).JsonAsync();
        Assert.Empty(enough["warnings"]!.AsArray());
        var more = await (await till.SellAsync(Guid.NewGuid().ToString(), Till.Basket())).JsonAsync();
        Assert.Equal("inventory.below_count", (string)Assert.Single(more["warnings"]!.AsArray())!["code"]!);
    }

    private Task SetAsync(string policy) => api.Database.ExecuteAsync(
        $"""
        UPDATE stock_levels SET policy = 'allow' WHERE product_id = {ProductOfAverna};
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, at)
          SELECT location_id, gen_random_uuid(), product_id, {Bottles} - on_hand, 'adjustment', now() FROM stock_levels WHERE product_id = {ProductOfAverna} AND on_hand <> {Bottles};
        UPDATE stock_levels SET on_hand = {Bottles}, policy = '{policy}' WHERE product_id = {ProductOfAverna}
        """);
}
