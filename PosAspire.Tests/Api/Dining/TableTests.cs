using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PosAspire.Tests.Api.Sales.Open;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Dining;

/// <summary>The room: who sits where, since when, and what they wait for.</summary>
public sealed class TableTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Of_many_waiters_who_seat_one_table_at_once_one_does()
    {
        using var waiter = await api.SignedInAsync("server");
        var table = await api.Database.TableAsync("1");
        var dish = await api.Database.DishAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => waiter.SeatAsync(table, (dish, 1))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.ProblemAsync(HttpStatusCode.Conflict, "dining.table_taken");
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM orders WHERE table_id = '{table}'"));
        var order = await waiter.StoredAsync((string)(await waiter.TableStateAsync("1"))["orderId"]!);
        Assert.Equal(("1", "dine_in", 2), ((string?)order["table"]!["name"], (string?)order["kind"], (int)order["guests"]!));
    }

    [Fact]
    public async Task A_table_shows_what_its_guests_wait_for()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var dish = await api.Database.DishAsync();
        Assert.Equal("free", (string?)(await waiter.TableStateAsync("2"))["state"]);
        var id = (string)(await waiter.SeatAsync(await api.Database.TableAsync("2"), (dish, 2)).OrderAsync())["id"]!;
        var seated = await waiter.TableStateAsync("2");
        Assert.Equal(("seated", id, 2), ((string?)seated["state"], (string?)seated["orderId"], (int)seated["guests"]!));
        Assert.True((long)seated["totalMinor"]! > 550_000);

        await waiter.SendAsync(id).OrderAsync();
        Assert.Equal("ordered", (string?)(await waiter.TableStateAsync("2"))["state"]);
        await api.Database.ExecuteAsync($"UPDATE kitchen_tickets SET sent_at = sent_at - interval '16 minutes' WHERE order_id = '{id}'");
        Assert.Equal("waiting", (string?)(await waiter.TableStateAsync("2"))["state"]);
        await (await cook.ActAsync(HttpMethod.Post, $"/api/v1/kitchen/tickets/{(await cook.TicketIdsAsync(id))["grill"]}/bump")).JsonAsync();
        Assert.Equal("served", (string?)(await waiter.TableStateAsync("2"))["state"]);
        await waiter.ActAsync(HttpMethod.Post, $"/api/v1/orders/{id}/bill").OrderAsync();
        Assert.Equal("bill", (string?)(await waiter.TableStateAsync("2"))["state"]);

        // They stay for another one after all.
        Assert.Null((await waiter.AddAsync(id, Table.Lines((dish, 1))).OrderAsync())["billAt"]);
        Assert.Equal("served", (string?)(await waiter.TableStateAsync("2"))["state"]);
        await waiter.PayAsync(id).OrderAsync();
        Assert.Equal("free", (string?)(await waiter.TableStateAsync("2"))["state"]);
    }

    [Fact]
    public async Task Guests_move_to_a_free_table_and_the_kitchen_knows_where()
    {
        using var waiter = await api.SignedInAsync("server");
        using var cook = await api.SignedInAsync("kitchen");
        var dish = await api.Database.DishAsync();
        var (from, to) = (await api.Database.TableAsync("3"), await api.Database.TableAsync("4"));
        var id = (string)(await waiter.SeatAsync(from, (dish, 1)).OrderAsync())["id"]!;
        await waiter.SendAsync(id).OrderAsync();
        var other = (string)(await waiter.SeatAsync(to, (dish, 1)).OrderAsync())["id"]!;
        await (await waiter.ActAsync(HttpMethod.Post, $"/api/v1/orders/{id}/move", new { tableId = to })).ProblemAsync(HttpStatusCode.Conflict, "dining.table_taken");
        await (await waiter.ActAsync(HttpMethod.Post, $"/api/v1/orders/{id}/move", new { tableId = Guid.NewGuid() })).ProblemAsync(HttpStatusCode.NotFound, "dining.unknown_table");
        Assert.Equal("ordered", (string?)(await waiter.TableStateAsync("3"))["state"]);

        await waiter.CancelAsync(other).OrderAsync();
        var moved = await waiter.ActAsync(HttpMethod.Post, $"/api/v1/orders/{id}/move", new { tableId = to }).OrderAsync();
        Assert.Equal("4", (string?)moved["table"]!["name"]);
        Assert.Equal(("free", "ordered"), ((string?)(await waiter.TableStateAsync("3"))["state"], (string?)(await waiter.TableStateAsync("4"))["state"]));
        Assert.Contains((await cook.KitchenAsync())["tickets"]!.AsArray(), ticket => (string)ticket!["orderId"]! == id && (string)ticket["label"]! == "4");
        Assert.Contains("order.moved", await api.Database.JournalAsync(id));
    }

    [Fact]
    public async Task Only_whoever_runs_the_shop_changes_the_room_and_nobody_takes_away_a_table_with_guests()
    {
        using var manager = await api.SignedInAsync("manager");
        using var waiter = await api.SignedInAsync("server");
        var wanted = new { name = "Bar 1", area = "Bar", seats = 2, shape = "round", x = 8, y = 7 };
        Assert.Equal(HttpStatusCode.Forbidden, (await waiter.PostAsJsonAsync("/api/v1/dining/STK1/tables", wanted)).StatusCode);
        var added = await (await manager.PostAsJsonAsync("/api/v1/dining/STK1/tables", wanted)).JsonAsync();
        Assert.Equal(("Bar 1", "free", 1), ((string?)added["name"], (string?)added["state"], (int)added["version"]!));
        var address = $"/api/v1/dining/STK1/tables/{added["id"]}";
        var changed = await (await manager.PutAsJsonAsync(address, new { name = "Bar 1", area = "Bar", seats = 4, shape = "long", x = 6, y = 7, version = 1 })).JsonAsync();
        Assert.Equal(("long", 2), ((string?)changed["shape"], (int)changed["version"]!));
        await (await manager.PutAsJsonAsync(address, new { name = "Bar 1", area = "Bar", seats = 4, shape = "long", x = 6, y = 7, version = 1 }))
            .ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");

        var id = (string)(await waiter.SeatAsync(Guid.Parse((string)added["id"]!)).OrderAsync())["id"]!;
        await (await manager.DeleteAsync(address)).ProblemAsync(HttpStatusCode.Conflict, "dining.table_taken");
        await waiter.CancelAsync(id).OrderAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await manager.DeleteAsync(address)).StatusCode);
        await (await waiter.SeatAsync(Guid.Parse((string)added["id"]!))).ProblemAsync(HttpStatusCode.NotFound, "dining.unknown_table");
        // Its old order still says where it was.
        Assert.Equal("Bar 1", (string?)(await waiter.StoredAsync(id))["table"]!["name"]);
    }

    [Theory]
    [InlineData("5", "Room", 2, "round", 8, 3, "dining.table_name_taken")]
    [InlineData("New", "Room", 2, "round", 1, 3, "dining.place_taken")]
    [InlineData("New", "Room", 2, "long", 5, 3, "dining.place_taken")]
    [InlineData("New", "Room", 2, "long", 11, 7, "dining.invalid_table")]
    [InlineData("New", "Room", 0, "round", 8, 7, "dining.invalid_table")]
    [InlineData("New", "Room", 2, "oval", 8, 7, "dining.invalid_table")]
    [InlineData(" ", "Room", 2, "round", 8, 7, "dining.invalid_table")]
    [InlineData("New", "", 2, "round", 8, 7, "dining.invalid_table")]
    [InlineData("New", "Room", 2, "round", 8, 8, "dining.invalid_table")]
    public async Task A_table_that_cannot_stand_there_is_refused(string name, string area, int seats, string shape, int x, int y, string code)
    {
        using var manager = await api.SignedInAsync("manager");
        var answer = await manager.PostAsJsonAsync("/api/v1/dining/STK1/tables", new { name, area, seats, shape, x, y });
        await answer.ProblemAsync(code == "dining.invalid_table" ? HttpStatusCode.BadRequest : HttpStatusCode.Conflict, code);
    }

    [Fact]
    public async Task An_order_is_for_a_table_to_take_away_or_over_the_counter()
    {
        using var waiter = await api.SignedInAsync("server");
        async Task<JsonObject> OpenAsync(object order) => await waiter.ActAsync(HttpMethod.Post, "/api/v1/orders/open", order).OrderAsync();
        Assert.Equal("counter", (string?)(await OpenAsync(new { location = "STK1" }))["kind"]);
        var takeaway = await OpenAsync(new { location = "STK1", kind = "takeaway", label = "Wayan" });
        Assert.Equal("takeaway", (string?)takeaway["kind"]);
        var listed = (await waiter.GetFromJsonAsync<JsonObject>("/api/v1/orders?location=STK1&status=open&limit=100"))!["items"]!.AsArray();
        Assert.Contains(listed, order => (string)order!["id"]! == (string)takeaway["id"]! && (string)order["kind"]! == "takeaway" && order["tableId"] is null);
        foreach (var wrong in (object[])[
            new { location = "STK1", kind = "delivery" }, new { location = "STK1", guests = 0 }, new { location = "STK1", guests = 100 },
            new { location = "STK1", kind = "takeaway", tableId = await api.Database.TableAsync("5") }])
        {
            await (await waiter.ActAsync(HttpMethod.Post, "/api/v1/orders/open", wrong)).ProblemAsync(HttpStatusCode.BadRequest, "dining.invalid_seating");
        }
    }
}
