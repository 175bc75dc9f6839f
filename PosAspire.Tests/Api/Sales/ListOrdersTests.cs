using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

public sealed class ListOrdersTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Pages_by_key_show_every_order_once_newest_first()
    {
        using var till = await api.SignedInAsync();
        var empty = await till.GetFromJsonAsync<JsonObject>("/api/v1/orders");
        Assert.Null(empty!["next"]);
        var before = empty["items"]!.AsArray().Count;

        List<string> sold = [];
        for (var sale = 0; sale < 5; sale++)
            sold.Add((string)(await (await till.SellAsync($"listed-{sale}", Till.Basket())).JsonAsync())["id"]!);

        List<string> listed = [];
        string? next = null;
        do
        {
            var page = await till.GetFromJsonAsync<JsonObject>($"/api/orders?limit=2{(next is null ? "" : $"&after={next}")}");
            listed.AddRange(page!["items"]!.AsArray().Select(order => (string)order!["id"]!));
            next = (string?)page["next"];
        }
        while (next is not null);
        Assert.Equal(sold.AsEnumerable().Reverse(), listed[..^before]);
    }

    [Fact]
    public async Task A_cursor_from_after_the_end_of_time_is_no_failure()
    {
        using var till = await api.SignedInAsync();
        using var answer = await till.GetAsync(new Uri($"/api/v1/orders?after={Guid.AllBitsSet}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_what_an_order_is()
    {
        using var till = await api.SignedInAsync();
        var real = (string)(await (await till.SellAsync("narrow-1", Till.Basket())).JsonAsync())["id"]!;
        var practice = (string)(await (await till.SellAsync("narrow-2", new
        {
            location = "LIQ1",
            lines = new[] { new { barcode = Till.Averna, quantity = 1 } },
            tenders = new[] { new { type = "cash", amountMinor = 10_000 } },
            training = true,
        })).JsonAsync())["id"]!;
        var open = (string)(await till.OpenAsync(label: "Table 1").OrderAsync())["id"]!;
        var sold = await till.StoredAsync(real);
        var day = (string)sold["businessDay"]!;
        var at = Uri.EscapeDataString((string)sold["createdAt"]!);

        Assert.Equal(open, (await Ids(till, "location=STK1"))[0]);
        Assert.Contains(open, await Ids(till, "status=open"));
        Assert.DoesNotContain(real, await Ids(till, "status=open&limit=100"));
        Assert.Equal(practice, Assert.Single(await Ids(till, "training=true")));
        Assert.DoesNotContain(practice, await Ids(till, "training=false&limit=100"));
        Assert.Contains(real, await Ids(till, $"location=LIQ1&businessDay={day}&status=completed&limit=100"));
        Assert.Empty(await Ids(till, "location=LIQ1&businessDay=2001-01-01"));
        Assert.Empty(await Ids(till, $"register={Guid.NewGuid()}"));
        Assert.Contains(real, await Ids(till, $"location=LIQ1&number={(string)sold["number"]!}"));
        Assert.Empty(await Ids(till, "location=LIQ1&number=999999"));
        foreach (var shop in new[] { "", "&location=LIQ1" })
        {
            Assert.Equal(real, (await Ids(till, $"from={at}&limit=100{shop}"))[^1]);
            Assert.DoesNotContain(real, await Ids(till, $"to={at}&limit=100{shop}"));
            Assert.NotEmpty(await Ids(till, $"from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z{shop}"));
        }

        await (await till.GetAsync(new Uri("/api/v1/orders?status=odd", UriKind.Relative))).ProblemAsync(HttpStatusCode.BadRequest, "request.invalid_parameter");
        await (await till.GetAsync(new Uri("/api/v1/orders?location=NONE", UriKind.Relative))).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
        await (await till.GetAsync(new Uri("/api/v1/orders?limit=101", UriKind.Relative))).ProblemAsync(HttpStatusCode.BadRequest, "request.invalid_parameter");
    }

    [Fact]
    public async Task Who_works_at_some_shops_sees_the_orders_of_those()
    {
        using var till = await api.SignedInAsync();
        await (await till.SellAsync("mine-1", Till.Basket())).JsonAsync();
        await till.OpenAsync().OrderAsync();
        await api.Database.ExecuteAsync(
            """
            INSERT INTO users (id, username, name, password_hash, is_active, created_at) SELECT gen_random_uuid(), v.n, v.n, u.password_hash, true, u.created_at FROM users u, (VALUES ('one'), ('two')) AS v (n) WHERE u.username = 'manager';
            INSERT INTO user_roles (user_id, role, location_code) SELECT u.id, 'cashier', c.code FROM users u, (VALUES ('one', 'STK1'), ('two', 'STK1'), ('two', 'LIQ1')) AS c (n, code) WHERE u.username = c.n;
            """);
        using var one = await api.SignedInAsync("one");
        using var two = await api.SignedInAsync("two");
        Assert.Equal(await Ids(till, "location=STK1&limit=100"), await Ids(one, "limit=100"));
        Assert.Equal(await Ids(till, "limit=100"), await Ids(two, "limit=100"));
        Assert.Equal((await Ids(till, "limit=100"))[..2], await Ids(two, "limit=2"));
        await (await one.GetAsync(new Uri("/api/v1/orders?location=LIQ1", UriKind.Relative))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await one.GetAsync(new Uri($"/api/v1/orders/{(await Ids(till, "location=LIQ1"))[0]}", UriKind.Relative))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await one.GetAsync(new Uri($"/api/v1/orders/{(await Ids(till, "location=LIQ1"))[0]}/receipt", UriKind.Relative))).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await one.OpenAsync(location: "LIQ1")).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
        await (await one.CancelAsync((await Ids(till, "location=LIQ1"))[0])).ProblemAsync(HttpStatusCode.Forbidden, "auth.other_location");
    }

    private static async Task<List<string>> Ids(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonObject>($"/api/v1/orders?{query}"))!["items"]!.AsArray().Select(order => (string)order!["id"]!)];
}
