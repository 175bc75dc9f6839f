using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales.Open;

public sealed class ManyWaitersTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Many_waiters_at_one_table_lose_nothing()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        var id = (string)(await waiter.OpenAsync().OrderAsync())["id"]!;
        await Task.WhenAll(Enumerable.Range(1, 24).Select(_ => waiter.AddAsync(id, Table.Lines((dish, 1))).OrderAsync()));
        var order = await waiter.StoredAsync(id);
        Assert.Equal(Enumerable.Range(1, 24), order["lines"]!.AsArray().Select(line => (int)line!["lineNo"]!));
        Assert.Equal(24 * 275_000, (long)order["subtotalMinor"]!);
    }

    [Fact]
    public async Task An_order_paid_by_many_at_once_is_paid_once()
    {
        using var waiter = await api.SignedInAsync("server");
        var id = (string)(await waiter.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1))).OrderAsync())["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(_ => waiter.PayAsync(id)));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.OK))
            await refused.ProblemAsync(HttpStatusCode.Conflict, "order.not_open");
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE order_id = '{id}'"));
    }

    [Fact]
    public async Task One_key_sent_many_times_at_once_pays_once_and_answers_alike()
    {
        using var waiter = await api.SignedInAsync("server");
        var id = (string)(await waiter.OpenAsync(Table.Lines((await api.Database.DishAsync(), 1))).OrderAsync())["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(_ => waiter.PayAsync(id, key: "one-key").OrderAsync()));
        Assert.Single(answers.Select(answer => answer.ToJsonString()).Distinct());
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE order_id = '{id}'"));
    }

    [Fact]
    public async Task A_dish_added_while_the_guest_pays_is_paid_or_refused()
    {
        using var waiter = await api.SignedInAsync("server");
        var dish = await api.Database.DishAsync();
        for (var round = 0; round < 8; round++)
        {
            var id = (string)(await waiter.OpenAsync(Table.Lines((dish, 1))).OrderAsync())["id"]!;
            var adding = Enumerable.Range(1, 4).Select(_ => waiter.AddAsync(id, Table.Lines((dish, 1)))).ToList();
            var paid = await waiter.PayAsync(id).OrderAsync();
            var added = (await Task.WhenAll(adding)).Count(answer => answer.IsSuccessStatusCode);
            var stored = await waiter.StoredAsync(id);
            Assert.Equal(paid.ToJsonString(), stored.ToJsonString());
            Assert.Equal(1 + added, stored["lines"]!.AsArray().Count);
            Assert.Equal((1 + added) * 275_000, (long)stored["subtotalMinor"]!);
        }
    }
}
