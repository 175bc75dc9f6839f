using System.Net;
using System.Net.Http.Json;
using PosAspire.Tests.Api.Sales;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Registers.Locations;

public sealed class LocationTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Address = "/api/v1/locations/LIQ1";

    [Fact]
    public async Task What_a_manager_writes_is_on_the_next_receipt()
    {
        using var manager = await api.SignedInAsync("manager");
        var before = await (await manager.GetAsync(Address)).JsonAsync();
        var answer = await manager.PutAsJsonAsync(Address, new
        {
            name = "Iowa Spirits East",
            version = (int)before["version"]!,
            address = "100 Locust Street\r\nDes Moines",
            phone = "(515) 555-0100",
            receiptHeader = "Open till ten",
            receiptFooter = "Thank you!\nCome again.",
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var after = await answer.JsonAsync();
        Assert.Equal(((int)before["version"]! + 1, "100 Locust Street\nDes Moines"), ((int)after["version"]!, (string?)after["address"]));

        using var till = await api.SignedInAsync();
        var order = await (await till.SellAsync("receipt-words", Till.Basket())).JsonAsync();
        var receipt = await till.GetStringAsync($"/api/v1/orders/{order["id"]}/receipt");
        string[] said = ["Iowa Spirits East", "100 Locust Street", "Des Moines", "(515) 555-0100", "Open till ten", "Thank you!", "Come again."];
        Assert.Equal(said, receipt.Split('\n').Select(line => line.Trim()).Where(said.Contains));
        Assert.Contains("location.changed", await api.Database.LinesAsync("SELECT action FROM audit_entries"));
    }

    [Fact]
    public async Task Rules_of_money_are_shown_and_cannot_be_changed_here()
    {
        using var manager = await api.SignedInAsync("manager");
        var shop = await (await manager.GetAsync("/api/v1/locations/STK1")).JsonAsync();
        Assert.Equal(("restaurant", "IDR"), ((string?)shop["profile"], (string?)shop["currency"]));
        Assert.NotEmpty(shop["taxes"]!.AsArray());
        await (await manager.PutAsJsonAsync(Address, new { name = "X", version = 1, currency = "EUR" })).ProblemAsync(HttpStatusCode.BadRequest, "request.unknown_field");
    }

    [Theory]
    [InlineData(" ", "", "location.invalid")]
    [InlineData("Shop", "zero\0", "location.invalid")]
    public async Task What_cannot_be_printed_is_refused(string name, string footer, string code)
    {
        using var manager = await api.SignedInAsync("manager");
        await (await manager.PutAsJsonAsync(Address, new { name, version = 1, receiptFooter = footer })).ProblemAsync(HttpStatusCode.BadRequest, code);
        await (await manager.PutAsJsonAsync(Address, new { name = "Shop", version = 1, receiptFooter = new string('x', 301) })).ProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task Somebody_elses_change_is_not_written_over()
    {
        using var manager = await api.SignedInAsync("manager");
        await (await manager.PutAsJsonAsync("/api/v1/locations/STK1", new { name = "X", version = 99 })).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        await (await manager.GetAsync("/api/v1/locations/LIQ9")).ProblemAsync(HttpStatusCode.NotFound, "location.unknown");
    }
}
