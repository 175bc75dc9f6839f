using System.Net;
using System.Text.Json;

namespace PosAspire.Tests.Web.Sales;

/// <summary>The till as plain forms, without scripts: what the server does with each action.</summary>
public class TillTests : IAsyncLifetime
{
    private WebUnderTest web = null!;
    private TillForm till = null!;

    public async Task InitializeAsync()
    {
        web = await WebUnderTest.StartFresh();
        till = await TillForm.SignedIn(web);
    }

    public async Task DisposeAsync()
    {
        till.Dispose();
        await web.DisposeAsync();
    }

    [Fact]
    public async Task A_bottle_is_sold_for_cash_and_leaves_a_receipt()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        Assert.Contains("2 × $19.99", till.Text, StringComparison.Ordinal);
        Assert.Contains("Pay $42.78", till.Text, StringComparison.Ordinal);
        await till.Post("/till/pay");
        Assert.Contains("$42.78, rounded for cash", till.Text, StringComparison.Ordinal);
        var key = till.Hidden("key");
        await till.Post("/till/sale", ("amount", "5000"));

        Assert.Contains("Change due $7.20", till.Text, StringComparison.Ordinal);
        Assert.Contains("21 Nov 2026, 17:05", till.Text, StringComparison.Ordinal);
        Assert.NotEqual(key, till.Hidden("key"));
        var sent = web.Api.Requests.Single(request => request is { Method: "POST", Path: "/api/v1/orders" });
        Assert.Equal(key, sent.IdempotencyKey);
        Assert.Equal($"Bearer {FakeApi.Token}", sent.Authorization);
        using var body = JsonDocument.Parse(sent.Body);
        Assert.Equal(["location", "lines", "tenders"], body.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.DoesNotContain("price", sent.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_request_id_of_the_page_reaches_api()
    {
        till.Client.DefaultRequestHeaders.Add("X-Request-ID", "page-4711");
        await till.Get("/till");
        Assert.Equal("page-4711", web.Api.Requests.Last().RequestId);
    }

    [Fact]
    public async Task A_case_adds_its_bottles()
    {
        await till.Post("/till/scan", ("code", FakeShop.CaseOfRum));
        Assert.Contains("12 × $16.50", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_barcode_of_several_items_asks_which_one()
    {
        await till.Post("/till/scan", ("code", FakeShop.Shared));
        Assert.Contains("This barcode is on 3 different items", till.Text, StringComparison.Ordinal);
        var tequila = FakeShop.ByBarcode(FakeShop.Shared).Single(item => item.Name == "HERRADURA ULTRA ANEJO");
        await till.Post("/till/choose", ("choice", $"{tequila.ProductId}:{FakeShop.Shared}"));

        Assert.Contains("750 ml · 1 × $44.99", till.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Which one is it?", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_code_is_named_in_place_and_changes_nothing()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        await till.Post("/till/scan", ("code", "<b>404</b>"));

        Assert.Contains("“<b>404</b>” is not in the catalogue", till.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>404", till.Page, StringComparison.Ordinal);
        Assert.Contains("1 × $19.99", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quantities_go_up_and_down_and_a_line_that_reaches_zero_leaves()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        var product = FakeShop.ByBarcode(FakeShop.Vodka)[0].ProductId.ToString();
        await till.Post("/till/more", ("product", product));
        Assert.Contains("2 × $19.99", till.Text, StringComparison.Ordinal);
        await till.Post("/till/fewer", ("product", product));
        await till.Post("/till/fewer", ("product", product));
        Assert.Contains("Scan the first bottle", till.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typed", "40", "That is not enough")]
    [InlineData("typed", "lots", "That is not an amount")]
    [InlineData("amount", "-1", "That is not an amount")]
    public async Task Too_little_or_unreadable_cash_is_said_and_nothing_is_recorded(string field, string value, string words)
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        await till.Post("/till/sale", (field, value));

        Assert.Contains(words, till.Text, StringComparison.Ordinal);
        Assert.Contains("To pay in cash $42.80", till.Text, StringComparison.Ordinal);
        Assert.Empty(web.Api.Orders);
    }

    [Fact]
    public async Task The_same_form_sent_twice_gives_the_same_receipt()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        using var first = await till.PostRaw("/till/sale", ("amount", "5000"));
        await till.Post("/till/sale", ("amount", "5000"));

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Contains(till.Hidden("receipt"), await first.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(web.Api.Orders);
    }

    [Fact]
    public async Task A_receipt_survives_a_reload()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        await till.Post("/till/sale", ("amount", "5000"));
        await till.Post("/till/cart");
        Assert.Contains("Change due $28.60", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Out_of_stock_is_told_with_the_words_of_api_and_the_cart_stays()
    {
        await till.Post("/till/scan", ("code", FakeShop.Vodka));
        web.Api.Shop.OutOfStock = "TITOS HANDMADE VODKA";
        await till.Post("/till/sale", ("amount", "5000"));
        Assert.Contains("Only 1 TITOS HANDMADE VODKA is left", till.Text, StringComparison.Ordinal);
        Assert.Contains("1 × $19.99", till.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("line", "nonsense")]
    [InlineData("line", "0199b5f0-0000-7000-8000-000000000001:0")]
    [InlineData("line", "0199b5f0-0000-7000-8000-000000000001:1000")]
    public async Task A_form_this_page_did_not_write_is_refused_in_words(string field, string value)
    {
        await till.Post("/till/cart", (field, value));
        Assert.Equal(HttpStatusCode.BadRequest, till.Status);
        Assert.Contains("Nothing was done", till.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_api_down_a_fragment_leaves_the_page_as_it_is_and_says_why()
    {
        await web.Api.Stop();
        till.Client.DefaultRequestHeaders.Add("HX-Request", "true");
        using var answer = await till.PostRaw("/till/scan", ("code", FakeShop.Vodka));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("#notice", answer.Headers.GetValues("HX-Retarget").Single());
        Assert.Contains("does not answer", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shop_that_does_not_exist_is_not_replaced_by_another_one()
    {
        await till.Get("/till?location=NOPE");
        Assert.Equal(HttpStatusCode.NotFound, till.Status);
    }
}
