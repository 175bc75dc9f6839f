using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace PosAspire.Tests.SystemTests;

[Collection(WholeProduct.Name)]
public sealed class SaleTests(RunningGraph graph)
{
    [Fact]
    public async Task A_bottle_is_sold_for_cash_and_its_stock_goes_down_by_one()
    {
        var shop = await Shop.OpenAsync(graph);
        var before = await shop.FindBottleAsync();
        var (status, order) = await shop.SellAsync($"sale-{Guid.NewGuid():N}", tenderedMinor: 100_000);
        Assert.Equal(HttpStatusCode.Created, status);

        var price = before.GetProperty("priceMinor").GetInt64();
        var tax = (long)Math.Round(price * 0.07m, MidpointRounding.AwayFromZero);
        Assert.Equal(price, order.GetProperty("subtotalMinor").GetInt64());
        Assert.Equal(price + tax, order.GetProperty("totalMinor").GetInt64());
        Assert.Equal(0, order.GetProperty("dueMinor").GetInt64() % 5);
        Assert.Equal(100_000 - order.GetProperty("dueMinor").GetInt64(), order.GetProperty("changeMinor").GetInt64());

        await shop.AssertStoredAsync(order);
        var after = await shop.FindBottleAsync();
        Assert.Equal(before.GetProperty("onHand").GetInt64() - 1, after.GetProperty("onHand").GetInt64());
    }

    [Fact]
    public async Task The_same_key_sells_once()
    {
        var shop = await Shop.OpenAsync(graph);
        var key = $"once-{Guid.NewGuid():N}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => shop.SellAsync(key)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Single(answers.Select(answer => answer.Order.GetProperty("id").GetString()).Distinct());
    }

    [Fact]
    public async Task A_guest_reads_the_menu_without_signing_in()
    {
        var menu = await graph.Client("api", "restaurant").GetFromJsonAsync<JsonElement>("/api/v1/public/menu");
        Assert.Equal("IDR", menu.GetProperty("currency").GetString());
        Assert.Equal(32, menu.GetProperty("categories").EnumerateArray().Sum(category => category.GetProperty("items").GetArrayLength()));
        foreach (var (language, dish) in new[] { ("id", "Rendang Wagyu"), ("en", "Wagyu Rendang") })
        {
            var page = await graph.Client("web").GetAsync($"/menu?lang={language}");
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains(dish, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_front_page_of_the_api_leads_to_the_screens()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = graph.Client("api").BaseAddress };
        var answer = await client.GetAsync("/");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal(graph.Client("web").BaseAddress!.Port, answer.Headers.Location!.Port);
    }

    [Theory]
    [InlineData("http", "/health", "ok")]
    [InlineData("restaurant", "/health", "healthy")]
    [InlineData("http", "/api/v1/health", "healthy")]
    public async Task Health_speaks_the_words_of_the_listener_that_was_asked(string endpoint, string path, string word)
    {
        var health = await graph.Client("api", endpoint).GetFromJsonAsync<JsonElement>(path);
        Assert.Equal(word, health.GetProperty("status").GetString());
    }
}
