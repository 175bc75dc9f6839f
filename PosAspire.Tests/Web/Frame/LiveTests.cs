using System.Net;
using System.Net.Http.Json;

namespace PosAspire.Tests.Web.Frame;

public class LiveTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;

    public async Task InitializeAsync() => shop = await ShopUnderTest.StartFresh();

    public async Task DisposeAsync() => await shop.DisposeAsync();

    [Fact]
    public async Task A_page_hears_of_a_change_of_api_away_and_of_api_back()
    {
        using var browser = await TillForm.SignedIn(shop);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var answer = await browser.Client.GetAsync(new Uri("/live?location=LIQ1", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(stop.Token));
        await Until("data: {\"api\":\"on\"}");

        using var till = await shop.Api("cashier");
        var product = await shop.Read<Guid>("SELECT product_id FROM stock_levels LIMIT 1");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/registers/{await shop.Register("LIQ1", "Register 1")}/cart/lines")
        {
            Content = JsonContent.Create(new { productId = product, quantity = 1 }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var added = await till.SendAsync(request, stop.Token);
        Assert.True(added.IsSuccessStatusCode, await added.Content.ReadAsStringAsync(stop.Token));
        await Until("event: change");
        Assert.Contains("\"what\":\"cart\"", await lines.ReadLineAsync(stop.Token), StringComparison.Ordinal);

        await shop.StopApi();
        await Until("data: {\"api\":\"off\"}");
        shop.StartApi();
        await Until("data: {\"api\":\"on\"}");

        async Task Until(string wanted)
        {
            while (await lines.ReadLineAsync(stop.Token) is { } line)
            {
                if (line == wanted)
                    return;
            }

            Assert.Fail($"The stream ended before \"{wanted}\".");
        }
    }

    [Fact]
    public async Task A_stranger_gets_no_stream()
    {
        using var client = shop.Client();
        using var answer = await client.GetAsync(new Uri("/live?location=LIQ1", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }
}
