using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Dining;

/// <summary>What waiters, cooks and guests send, and what they look at.</summary>
internal static class Room
{
    public const string Grill = "Rendang Wagyu";
    public const string Hot = "Lumpia Wagyu";
    public const string Bar = "Es Teh Manis";

    public static Task<Guid> TableAsync(this TestDatabase database, string name) => database.ScalarAsync<Guid>($"SELECT id FROM dining_tables WHERE name = '{name}'");

    /// <summary>Seats guests; the dishes are not sent yet.</summary>
    public static async Task<HttpResponseMessage> SeatAsync(this HttpClient waiter, Guid table, params (Guid Product, int Quantity)[] dishes) =>
        await waiter.ActAsync(HttpMethod.Post, "/api/v1/orders/open", new { location = "STK1", tableId = table, guests = 2, lines = Table.Lines(dishes) });

    /// <summary>An order with these dishes, each once, that the kitchen knows of.</summary>
    public static async Task<string> SentAsync(this HttpClient waiter, TestDatabase database, params string[] dishes)
    {
        var lines = new List<(Guid, int)>();
        foreach (var dish in dishes)
            lines.Add((await database.DishAsync(dish), 1));
        var id = (string)(await waiter.OpenAsync(Table.Lines([.. lines])).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        return id;
    }

    public static async Task<HttpResponseMessage> ActAsync(this HttpClient client, HttpMethod method, string address, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return await client.SendAsync(request);
    }

    public static async Task<JsonObject> TableStateAsync(this HttpClient waiter, string name)
    {
        var tables = await waiter.GetFromJsonAsync<JsonObject>("/api/v1/dining/STK1/tables");
        return tables!["items"]!.AsArray().Single(table => (string)table!["name"]! == name)!.AsObject();
    }

    public static async Task<JsonObject> KitchenAsync(this HttpClient cook, string query = "") => (await cook.GetFromJsonAsync<JsonObject>($"/api/v1/kitchen/STK1/tickets{query}"))!;

    /// <summary>An order's tickets as "station: lines", each line as "number×quantity", in brackets when it was taken back.</summary>
    public static async Task<List<string>> TicketsOfAsync(this HttpClient cook, string order) =>
    [
        .. (await cook.KitchenAsync())["tickets"]!.AsArray().Where(ticket => (string)ticket!["orderId"]! == order)
            .Select(ticket => $"{ticket!["station"]}: {string.Join(' ', ticket["lines"]!.AsArray().Select(Line))}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Ids of an order's tickets by station.</summary>
    public static async Task<Dictionary<string, string>> TicketIdsAsync(this HttpClient cook, string order) =>
        (await cook.KitchenAsync())["tickets"]!.AsArray().Where(ticket => (string)ticket!["orderId"]! == order)
            .ToDictionary(ticket => (string)ticket!["station"]!, ticket => (string)ticket!["id"]!);

    /// <summary>What happened to an order's tickets, oldest first.</summary>
    public static Task<List<string>> StepsAsync(this TestDatabase database, string order) => database.LinesAsync(
        $"""
        SELECT concat_ws(' ', t.station, e.step, e.line_no) FROM kitchen_ticket_events e JOIN kitchen_tickets t ON t.id = e.ticket_id
        WHERE t.order_id = '{order}' ORDER BY e.at, t.station, e.line_no
        """);

    private static string Line(JsonNode? line)
    {
        var text = $"{line!["lineNo"]}x{line["quantity"]}";
        return (bool)line["voided"]! ? $"({text})" : text;
    }
}
