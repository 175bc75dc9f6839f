using System.Net;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Domain.Sales.Receipts;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Receipts;

public sealed class GetReceiptTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task The_paper_says_what_the_screen_says()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldAsync(till);
        foreach (var columns in new[] { 40, 42, 48 })
        {
            var text = await till.GetStringAsync($"/api/v1/orders/{id}/receipt?columns={columns}");
            var paper = EscPosDecoder.Read(await till.GetByteArrayAsync($"/api/v1/orders/{id}/receipt?format=escpos&columns={columns}&qr=true"));
            Assert.Equal(text, paper.Text(columns));
            Assert.Equal([id], paper.QrCodes);
            Assert.Equal(["cut", "drawer"], paper.Effects);
            var page = await till.GetStringAsync($"/api/orders/{id}/receipt?format=html&columns={columns}");
            Assert.Equal(text, ReceiptTests.Shown(page));
        }
    }

    [Fact]
    public async Task It_says_what_was_sold_by_the_shops_clock()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldAsync(till);
        await api.Database.ExecuteAsync($"UPDATE orders SET created_at = '2026-11-22 03:30Z', completed_at = '2026-11-22 03:30Z' WHERE id = '{id}'");
        var text = await till.GetStringAsync($"/api/v1/orders/{id}/receipt");
        foreach (var words in new[] { "Iowa Spirits", "2026-11-21 21:30", "AVERNA AMARO", "2 x $27.00", "$54.00", "Sales tax 7%", "$3.78", "$57.78", "Cash rounding", "$0.02", "$57.80", "Change", "$2.20" })
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reprint_says_so_and_opens_no_drawer()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldAsync(till);
        var copy = EscPosDecoder.Read(await till.GetByteArrayAsync($"/api/v1/orders/{id}/receipt?format=escpos&copy=true"));
        Assert.Contains(copy.Lines, line => line.Text == "*** DUPLICATE ***");
        Assert.Equal(["cut"], copy.Effects);
        Assert.Empty(copy.QrCodes);
    }

    [Fact]
    public async Task A_bill_that_is_not_paid_yet_says_so()
    {
        using var waiter = await api.SignedInAsync("server");
        var id = (string)(await waiter.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1)), label: "Table 7").OrderAsync())["id"]!;
        var text = await waiter.GetStringAsync($"/api/v1/orders/{id}/receipt");
        Assert.Contains("*** NOT PAID ***", text, StringComparison.Ordinal);
        Assert.Contains("Rp 275.000", text, StringComparison.Ordinal);
        Assert.Contains("Table 7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_comes_with_a_policy_that_lets_it_do_nothing()
    {
        using var till = await api.SignedInAsync();
        using var page = await till.GetAsync(new Uri($"/api/v1/orders/{await SoldAsync(till)}/receipt?format=html", UriKind.Relative));
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_receipt_is_refused()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldAsync(till);
        await (await Get(till, id, "format=pdf")).ProblemAsync(HttpStatusCode.BadRequest, "receipt.unknown_format");
        await (await Get(till, id, "columns=41")).ProblemAsync(HttpStatusCode.BadRequest, "receipt.unknown_width");
        await (await Get(till, $"{Guid.NewGuid()}", "")).ProblemAsync(HttpStatusCode.NotFound, "order.unknown");
    }

    private static Task<HttpResponseMessage> Get(HttpClient till, string id, string query) => till.GetAsync(new Uri($"/api/v1/orders/{id}/receipt?{query}", UriKind.Relative));

    private static async Task<string> SoldAsync(HttpClient till)
    {
        using var sold = await till.SellAsync($"{Guid.NewGuid()}", Till.Basket(2, cash: 6_000));
        return (string)(await sold.JsonAsync())["id"]!;
    }
}
