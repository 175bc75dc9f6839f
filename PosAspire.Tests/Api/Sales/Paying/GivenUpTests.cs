using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Carts;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Paying;

/// <summary>What becomes of a checkout that is given up, and who may not give it up or see it.</summary>
public sealed class GivenUpTests(PayingShop shop) : IClassFixture<PayingShop>
{
    private const string Visa = "method:pm_card_visa";

    [Fact]
    public async Task A_checkout_that_is_given_up_is_in_its_registers_cart_again_once_whoever_gives_it_up()
    {
        using var till = await shop.Api.SignedInAsync();
        using var screen = await Screen.NewAsync(shop.Api);
        var aside = (await screen.ParkedAsync()).Count;
        var begun = await till.CheckoutAsync(screen.Register, bottles: 2);
        var before = await shop.Database.OnHandAsync(Till.Averna);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => GiveUpAsync(till, begun)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(before + 2, await shop.Database.OnHandAsync(Till.Averna));

        var cart = await screen.ShowAsync();
        Assert.Equal(2, (int)Assert.Single(cart["lines"]!.AsArray())!["quantity"]!);
        Assert.Equal(aside, (await screen.ParkedAsync()).Count);
        // It is another cart: what is sold of it is another order.
        using var again = Paying.Request(
            HttpMethod.Post, $"/api/v1/registers/{screen.Register}/cart/checkout", new { cartId = (Guid)cart["cartId"]!, version = (int)cart["version"]! }, null);
        var second = await (await till.SendAsync(again)).JsonAsync();
        Assert.Equal("awaiting_payment", (string)second["status"]!);
        Assert.NotEqual((Guid)begun["orderId"]!, (Guid)second["orderId"]!);
        await GiveUpAsync(till, begun);
        Assert.Empty((await screen.ShowAsync())["lines"]!.AsArray());
        await GiveUpAsync(till, second);
        Assert.Single((await screen.ShowAsync())["lines"]!.AsArray());
    }

    [Fact]
    public async Task When_the_next_customer_is_served_already_it_is_put_aside()
    {
        using var till = await shop.Api.SignedInAsync();
        using var screen = await Screen.NewAsync(shop.Api);
        var parked = (await screen.ParkedAsync()).Count;
        var begun = await till.CheckoutAsync(screen.Register, bottles: 2);
        await screen.ScanAsync(quantity: 5);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => GiveUpAsync(till, begun)));
        Assert.Equal(5, (int)Assert.Single((await screen.ShowAsync())["lines"]!.AsArray())!["quantity"]!);
        var aside = await screen.ParkedAsync();
        Assert.Equal(parked + 1, aside.Count);
        Assert.Contains(aside, cart => (int)cart!["items"]! == 2);
    }

    [Fact]
    public async Task An_order_that_is_being_paid_is_not_cancelled_behind_the_payers_back()
    {
        using var waiter = await shop.Api.SignedInAsync();
        var order = await waiter.OpenAsync(Table.Lines((await shop.Database.DishAsync(), 1))).OrderAsync();
        var id = (string)order["id"]!;
        using var begin = Paying.Request(HttpMethod.Post, $"/api/v1/orders/{id}/checkout", new { }, $"{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.OK, (await waiter.SendAsync(begin)).StatusCode);
        var held = await (await waiter.TenderAsync(Guid.Parse(id), new { type = "card", amountMinor = 10_000, source = Visa })).JsonAsync();
        Assert.Equal("card 10000 authorized", held.Tenders());
        await (await waiter.CancelAsync(id)).ProblemAsync(HttpStatusCode.Conflict, "order.not_open");
        var shown = await waiter.ShowAsync(Guid.Parse(id));
        Assert.Equal(("awaiting_payment", "card 10000 authorized"), ((string)shown["status"]!, shown.Tenders()));
    }

    [Fact]
    public async Task Who_may_not_sell_at_a_shop_gets_nothing_for_the_key_of_one_of_its_sales()
    {
        using var till = await shop.Api.SignedInAsync();
        await shop.Database.ExecuteAsync(
            """
            INSERT INTO users (id, username, name, password_hash, is_active, created_at) SELECT gen_random_uuid(), 'elsewhere', 'Elsewhere', password_hash, true, created_at FROM users WHERE username = 'manager';
            INSERT INTO user_roles (user_id, role, location_code) SELECT id, 'cashier', 'STK1' FROM users WHERE username = 'elsewhere';
            """);
        using var stranger = await shop.Api.SignedInAsync("elsewhere");
        var sale = new { location = "LIQ1", lines = new[] { new { barcode = Till.Averna, quantity = 1 } }, tenders = new[] { new { type = "card", amountMinor = 2_889, source = Visa } } };
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("known-key", sale)).StatusCode);
        await (await stranger.SellAsync("known-key", sale)).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        var cash = Till.Basket();
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("known-cash", cash)).StatusCode);
        await (await stranger.SellAsync("known-cash", cash)).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
    }

    private static Task<HttpResponseMessage> GiveUpAsync(HttpClient till, JsonNode checkout) =>
        till.PostAsJsonAsync($"/api/v1/orders/{checkout["orderId"]}/checkout/cancel", new { reason = "Another card" });
}
