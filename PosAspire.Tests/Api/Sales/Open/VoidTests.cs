using System.Net;
using System.Text.Json;
using PosAspire.Api.Identity;
using PosAspire.Api.Sales.Open;
using PosAspire.ServiceDefaults.Identity;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

public sealed class VoidTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly object Manager = new { username = "manager", password = ApiHost.DemoPassword };

    [Fact]
    public async Task A_sale_is_undone_by_two_people_and_everything_comes_back()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var id = await SoldAsync(till, 3);
        Assert.Equal(before - 3, await api.Database.OnHandAsync(Till.Averna));

        var order = await till.VoidAsync(id, Manager, "wrong bottle", "void-1").OrderAsync();

        Assert.Equal(("voided", "wrong bottle"), ((string)order["status"]!, (string)order["reason"]!));
        Assert.Equal(["completed", "voided"], order["history"]!.AsArray().Select(step => (string)step!["status"]!));
        Assert.All(order["payments"]!.AsArray(), payment => Assert.Equal("refunded", (string)payment!["status"]!));
        Assert.Equal(await api.Database.ScalarAsync<Guid>("SELECT id FROM users WHERE username = 'manager'"), (Guid)order["approvedBy"]!);
        Assert.Equal(before, await api.Database.OnHandAsync(Till.Averna));
        Assert.Equal(3, await api.Database.ScalarAsync<long>($"SELECT sum(quantity) FROM stock_movements WHERE order_id = '{id}' AND reason = 'void'"));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
        Assert.Equal(["order.completed", "order.voided"], await api.Database.JournalAsync(id));

        Assert.Equal(order.ToJsonString(), (await till.VoidAsync(id, Manager, "wrong bottle", "void-1").OrderAsync()).ToJsonString());
        await (await till.VoidAsync(id, Manager)).ProblemAsync(HttpStatusCode.Conflict, "order.not_voidable");
        Assert.Equal(before, await api.Database.OnHandAsync(Till.Averna));
    }

    [Fact]
    public async Task A_PIN_proves_an_approver_too()
    {
        using var till = await api.SignedInAsync();
        await api.Database.ExecuteAsync($"UPDATE users SET pin_hash = '{Passwords.Hash("573829")}' WHERE username = 'manager'");
        var manager = await api.Database.ScalarAsync<Guid>("SELECT id FROM users WHERE username = 'manager'");
        var id = await SoldAsync(till);
        await (await till.VoidAsync(id, new { userId = manager, pin = "000000" })).ProblemAsync(HttpStatusCode.Forbidden, "auth.approver_refused");
        Assert.Equal("voided", (string)(await till.VoidAsync(id, new { userId = manager, pin = "573829" }).OrderAsync())["status"]!);
    }

    [Fact]
    public async Task Whoever_may_not_approve_does_not()
    {
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        await api.Database.ExecuteAsync(
            """
            INSERT INTO users (id, username, name, password_hash, is_active, created_at) SELECT gen_random_uuid(), 'elsewhere', 'Elsewhere', password_hash, true, created_at FROM users WHERE username = 'manager';
            INSERT INTO user_roles (user_id, role, location_code) SELECT id, 'manager', 'STK1' FROM users WHERE username = 'elsewhere';
            """);
        var id = await SoldAsync(till);
        var footprint = await api.Database.FootprintAsync();
        await (await manager.VoidAsync(id, Manager)).ProblemAsync(HttpStatusCode.Forbidden, "order.approver_is_requester");
        foreach (var approver in new object[]
                 {
                     new { username = "server", password = ApiHost.DemoPassword }, new { username = "elsewhere", password = ApiHost.DemoPassword },
                     new { username = "manager", password = "wrong" }, new { username = "nobody", password = ApiHost.DemoPassword }, new { userId = Guid.NewGuid(), pin = "573829" },
                 })
        {
            await (await till.VoidAsync(id, approver)).ProblemAsync(HttpStatusCode.Forbidden, "auth.approver_refused");
        }

        foreach (var approver in new object[] { new { }, new { username = "manager" }, new { username = "manager", password = "a", pin = "1" } })
            await (await till.VoidAsync(id, approver)).ProblemAsync(HttpStatusCode.BadRequest, "auth.approver_incomplete");
        await (await till.VoidAsync(id, Manager, " ")).ProblemAsync(HttpStatusCode.BadRequest, "order.reason_missing");
        Assert.Equal(footprint, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task Guessing_an_approvers_password_locks_it()
    {
        using var till = await api.SignedInAsync();
        await api.Database.ExecuteAsync(
            "INSERT INTO users (id, username, name, password_hash, is_active, created_at) SELECT gen_random_uuid(), 'guessed', 'Guessed', password_hash, true, created_at FROM users WHERE username = 'manager'");
        var id = await SoldAsync(till);
        for (var guess = 0; guess < 10; guess++)
            await (await till.VoidAsync(id, new { username = "guessed", password = $"wrong {guess}" })).ProblemAsync(HttpStatusCode.Forbidden, "auth.approver_refused");
        await (await till.VoidAsync(id, new { username = "guessed", password = ApiHost.DemoPassword })).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
    }

    [Fact]
    public async Task Yesterdays_takings_are_closed()
    {
        using var till = await api.SignedInAsync();
        var id = await SoldAsync(till);
        await api.Database.ExecuteAsync($"UPDATE orders SET created_at = created_at - interval '2 days', completed_at = completed_at - interval '2 days' WHERE id = '{id}'");
        await (await till.VoidAsync(id, Manager)).ProblemAsync(HttpStatusCode.Conflict, "order.void_too_late");
    }

    [Fact]
    public async Task An_order_that_is_not_paid_is_cancelled_and_not_voided()
    {
        using var till = await api.SignedInAsync();
        var id = (string)(await till.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1))).OrderAsync())["id"]!;
        await (await till.VoidAsync(id, Manager)).ProblemAsync(HttpStatusCode.Conflict, "order.not_voidable");
    }

    [Fact]
    public void A_secret_is_not_part_of_what_is_hashed_and_kept()
    {
        var kept = JsonSerializer.Serialize(new VoidOrderRequest("x", new Approver(Username: "manager", Pin: "573829", Password: "pos-demo-2026")));
        Assert.DoesNotContain("573829", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("pos-demo", kept, StringComparison.Ordinal);
    }

    private static async Task<string> SoldAsync(HttpClient till, int quantity = 1)
    {
        using var sold = await till.SellAsync($"{Guid.NewGuid()}", Till.Basket(quantity));
        return (string)(await sold.JsonAsync())["id"]!;
    }
}
