using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Paying;

internal static class CodedOrder
{
    /// <summary>An order that waits for its code to be paid, and the gateway's name of it.</summary>
    public static async Task<(Guid Order, string Reference, JsonObject Asked)> CodeAsync(this PayingShop shop)
    {
        using var till = await shop.Api.SignedInAsync();
        var tea = await shop.Database.ScalarAsync<Guid>("SELECT id FROM products WHERE name = 'Es Teh Manis'");
        var quote = await (await till.PostAsJsonAsync("/api/v1/orders/quote", new { location = "STK1", lines = new[] { new { productId = tea, quantity = 2 } } })).JsonAsync();
        var asked = await (await till.SellAsync($"{Guid.NewGuid()}", await shop.TeaAsync(2, new { type = "qris", amountMinor = (long)quote["totalMinor"]! }))).JsonAsync();
        var order = (Guid)asked["orderId"]!;
        return (order, await shop.ReferenceAsync(order), asked);
    }
}
