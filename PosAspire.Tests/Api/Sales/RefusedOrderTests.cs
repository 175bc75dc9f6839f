using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

public sealed class RefusedOrderTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Paid = """ "tenders":[{"type":"cash","amountMinor":1000000}] """;

    [Theory]
    [InlineData(400, "order.no_lines", """{"location":"LIQ1","lines":[],PAID}""")]
    [InlineData(400, "order.invalid_line", """{"location":"LIQ1","lines":[{"quantity":1}],PAID}""")]
    [InlineData(400, "order.invalid_quantity", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":0}],PAID}""")]
    [InlineData(400, "order.invalid_quantity", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":-1}],PAID}""")]
    [InlineData(400, "order.invalid_quantity", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":10000}],PAID}""")]
    [InlineData(400, "catalog.invalid_barcode", """{"location":"LIQ1","lines":[{"barcode":"000400203941","quantity":1}],PAID}""")]
    [InlineData(404, "catalog.unknown_barcode", """{"location":"LIQ1","lines":[{"barcode":"4006381333931","quantity":1}],PAID}""")]
    [InlineData(404, "catalog.unknown_product", """{"location":"LIQ1","lines":[{"productId":"0198c0de-0000-7000-8000-000000000000","quantity":1}],PAID}""")]
    [InlineData(404, "catalog.unknown_barcode", """{"location":"STK1","lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(409, "catalog.ambiguous_barcode", """{"location":"LIQ1","lines":[{"barcode":"628451609308","quantity":1}],PAID}""")]
    [InlineData(409, "inventory.out_of_stock", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":25}],PAID}""")]
    [InlineData(409, "inventory.out_of_stock", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":13},{"barcode":"000400203940","quantity":12}],PAID}""")]
    [InlineData(404, "location.unknown", """{"location":"NOPE","lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(404, "location.unknown", """{"location":"LIQ\u0000","lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(404, "location.unknown", """{"location":"liq1","lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(400, "payment.invalid_tender", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[]}""")]
    [InlineData(400, "payment.invalid_tender", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"cheque","amountMinor":9000}]}""")]
    [InlineData(422, "payment.not_configured", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"card","amountMinor":100,"source":"method:pm_x"}]}""")]
    [InlineData(422, "payment.tip_too_large", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"card","amountMinor":100,"tipMinor":101}]}""")]
    [InlineData(422, "payment.tender_too_large", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"gift_card","amountMinor":9000,"cardCode":"7K2M0000ABCD1234"}]}""")]
    [InlineData(422, "payment.tender_too_small", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"gift_card","amountMinor":100,"cardCode":"7K2M0000ABCD1234"},{"type":"cash","amountMinor":2000}]}""")]
    [InlineData(400, "payment.invalid_tender", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"cash","amountMinor":-1}]}""")]
    [InlineData(422, "payment.tender_too_small", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"cash","amountMinor":2800}]}""")]
    [InlineData(400, "request.unknown_field", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1,"unitPriceMinor":1}],PAID}""")]
    [InlineData(400, "request.unknown_field", """{"location":"LIQ1","currency":"IDR","lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(400, "request.missing_field", """{"location":"LIQ1",PAID}""")]
    [InlineData(400, "request.invalid_json", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":"1"}],PAID}""")]
    [InlineData(400, "request.invalid_json", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1.5}],PAID}""")]
    [InlineData(400, "request.invalid_json", """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],PAID""")]
    [InlineData(400, "request.invalid_json", """{"location":null,"lines":[{"barcode":"000400203940","quantity":1}],PAID}""")]
    [InlineData(400, "request.invalid_json", """{"location":"LIQ1","lines":[null],PAID}""")]
    public async Task What_cannot_be_sold_gets_its_reason_and_writes_nothing(int status, string code, string order)
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.FootprintAsync();
        var response = await till.SellAsync(Guid.NewGuid().ToString(), order.Replace("PAID", Paid, StringComparison.Ordinal));
        await response.ProblemAsync((HttpStatusCode)status, code);
        Assert.Equal(before, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task Out_of_stock_names_the_product_and_what_is_left()
    {
        using var till = await api.SignedInAsync();
        var sentence = await (await till.SellAsync("too-many", Till.Basket(25, "013964514766"))).ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock");
        Assert.Contains(": 25 wanted, 24 left", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("has space")]
    public async Task A_key_is_required_and_visible_ASCII(string key)
    {
        using var till = await api.SignedInAsync();
        await (await till.SellAsync(key, Till.Basket())).ProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_missing");
    }

    [Fact]
    public async Task A_key_has_at_most_255_characters()
    {
        using var till = await api.SignedInAsync();
        await (await till.SellAsync(new string('k', 256), Till.Basket())).ProblemAsync(HttpStatusCode.BadRequest, "idempotency.key_missing");
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync(new string('k', 255), Till.Basket())).StatusCode);
    }

    [Fact]
    public async Task An_order_larger_than_any_shop_sells_is_refused_before_it_overflows()
    {
        using var till = await api.SignedInAsync();
        await api.Database.ExecuteAsync("UPDATE product_prices SET price_minor = 100000000000 WHERE product_id = (SELECT product_id FROM product_barcodes WHERE gtin = '00018200262623')");
        object dear = new { location = "LIQ1", lines = new[] { new { barcode = "018200262623", quantity = 90 } }, tenders = Enumerable.Repeat(new { type = "cash", amountMinor = 1_000_000_000_000 }, 10) };
        await (await till.SellAsync("huge", dear)).ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock");
        object many = new { location = "LIQ1", lines = Enumerable.Repeat(new { barcode = "018200262623", quantity = 9_999 }, 50), tenders = new[] { new { type = "cash", amountMinor = 1 } } };
        await (await till.SellAsync("huger", many)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "order.too_large");
    }

    [Fact]
    public async Task A_body_above_the_limit_and_one_that_is_not_JSON_are_refused()
    {
        using var till = await api.SignedInAsync();
        var large = "{\"location\":\"" + new string('x', 300 * 1024) + "\"}";
        await (await till.SellAsync("large", large)).ProblemAsync(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
        using var form = new FormUrlEncodedContent([new("location", "LIQ1")]);
        await (await till.PostAsync("/api/v1/orders", form)).ProblemAsync(HttpStatusCode.UnsupportedMediaType, "request.unsupported_media_type");
    }

    [Theory]
    [InlineData("/api/v1/orders/0198c0de-0000-7000-8000-000000000000", "order.unknown", 404)]
    [InlineData("/api/v1/orders/not-an-id", "request.not_found", 404)]
    [InlineData("/api/v1/orders?limit=0", "request.invalid_parameter", 400)]
    [InlineData("/api/v1/orders?limit=101", "request.invalid_parameter", 400)]
    [InlineData("/api/v1/orders?limit=ten", "request.invalid_parameter", 400)]
    public async Task Reading_what_is_not_there_says_so(string address, string code, int status)
    {
        using var till = await api.SignedInAsync();
        await (await till.GetAsync(address)).ProblemAsync((HttpStatusCode)status, code);
    }
}
