using PosAspire.Tests.Api.Dining;
using PosAspire.Tests.Api.Sales.Open;

namespace PosAspire.Tests.Web.Dining;

/// <summary>Orders that guests follow, begun as a waiter's device does it.</summary>
internal static class GuestOrders
{
    /// <summary>A takeaway order that the kitchen knows of; its id and what its guest follows it by.</summary>
    public static async Task<(string Id, string Token)> SentTakeawayAsync(this ShopUnderTest shop, params string[] dishes)
    {
        using var waiter = await shop.Api("server");
        var lines = new List<(Guid, int)>();
        foreach (var dish in dishes)
            lines.Add((await shop.Read<Guid>("SELECT id FROM products WHERE name = $1", dish), 1));
        var order = await waiter.ActAsync(HttpMethod.Post, "/api/v1/orders/open", new { location = "STK1", kind = "takeaway", lines = Table.Lines([.. lines]) }).OrderAsync();
        await waiter.SendAsync((string)order["id"]!).OrderAsync();
        return ((string)order["id"]!, (string)order["guestToken"]!);
    }

    /// <summary>The kitchen is done with all of an order.</summary>
    public static async Task BumpAllAsync(this ShopUnderTest shop, string order)
    {
        using var cook = await shop.Api("kitchen");
        foreach (var ticket in (await cook.TicketIdsAsync(order)).Values)
            Assert.True((await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{ticket}/bump")).IsSuccessStatusCode);
    }
}
