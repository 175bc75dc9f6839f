using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Sales;

public sealed class ListOrdersTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Pages_by_key_show_every_order_once_newest_first()
    {
        using var till = await api.SignedInAsync();
        var empty = await till.GetFromJsonAsync<JsonObject>("/api/v1/orders");
        Assert.Empty(empty!["items"]!.AsArray());
        Assert.Null(empty["next"]);

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
        Assert.Equal(sold.AsEnumerable().Reverse(), listed);
    }

    [Fact]
    public async Task A_cursor_from_after_the_end_of_time_is_no_failure()
    {
        using var till = await api.SignedInAsync();
        using var answer = await till.GetAsync(new Uri($"/api/v1/orders?after={Guid.AllBitsSet}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
