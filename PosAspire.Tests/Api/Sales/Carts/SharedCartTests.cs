using System.Net;

namespace PosAspire.Tests.Api.Sales.Carts;

/// <summary>Several screens, instances and repetitions at one cart.</summary>
public sealed class SharedCartTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int Actions = 40;

    [Fact]
    public async Task Two_tabs_of_two_instances_at_once_lose_nothing()
    {
        using var elsewhere = ApiHost.On(api.Database.ConnectionString);
        using var first = await Screen.NewAsync(api);
        using var second = await first.TabAsync(elsewhere);
        await Task.WhenAll(Enumerable.Range(0, Actions).Select(at => (at % 2 == 0 ? first : second).ScanAsync(at % 4 < 2 ? Till.Averna : "018200262647")));
        var cart = await first.ShowAsync();
        Assert.Equal(Actions, (long)cart["version"]!);
        Assert.Equal([Actions / 2, Actions / 2], cart["lines"]!.AsArray().Select(line => (int)line!["quantity"]!));
        Assert.Equal(Screen.Lines(cart), Screen.Lines(await second.ShowAsync()));
    }

    [Fact]
    public async Task An_action_that_comes_again_does_nothing_even_after_the_sale()
    {
        using var screen = await Screen.NewAsync(api);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => screen.ScanAsync(key: "one-press")));
        Assert.All(answers, cart => Assert.Equal("1: 1 bottle", Screen.Lines(cart)));
        await screen.SoldAsync(await screen.ShowAsync());
        Assert.Equal("", Screen.Lines(await screen.ScanAsync(key: "one-press")));
        Assert.Equal("1: 1 bottle", Screen.Lines(await screen.ScanAsync(key: "another-press")));
    }

    [Fact]
    public async Task Pay_pressed_ten_times_at_once_sells_once_and_shows_one_receipt()
    {
        using var screen = await Screen.NewAsync(api);
        using var tab = await screen.TabAsync(api);
        var shown = await screen.ScanAsync(quantity: 2);
        var before = await api.Database.OnHandAsync(Till.Averna);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async at =>
        {
            using var answer = await (at % 2 == 0 ? screen : tab).PayAsync(shown, cash: 100_000 + at);
            return (answer.StatusCode, Body: await answer.Content.ReadAsStringAsync());
        }));
        var (status, receipt) = Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(before - 2, await api.Database.OnHandAsync(Till.Averna));
        using var later = await screen.PayAsync(shown);
        Assert.Equal(receipt, await later.Content.ReadAsStringAsync());
        var next = await screen.ShowAsync();
        Assert.Equal("", Screen.Lines(next));
        Assert.NotEqual((Guid)shown["cartId"]!, (Guid)next["cartId"]!);
        Assert.Contains($"{next["lastOrderId"]}", receipt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cart_that_changed_after_its_amount_was_shown_is_not_sold()
    {
        using var screen = await Screen.NewAsync(api);
        using var tab = await screen.TabAsync(api);
        var shown = await screen.ScanAsync();
        await tab.ScanAsync();
        var before = await api.Database.FootprintAsync();
        await (await screen.PayAsync(shown)).ProblemAsync(HttpStatusCode.Conflict, "cart.changed");
        Assert.Equal(before, await api.Database.FootprintAsync());
        Assert.Equal("1: 2 bottle", Screen.Lines(await screen.ShowAsync()));
        await (await screen.PayAsync(await screen.ShowAsync(), cash: 1)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.tender_too_small");
        await screen.SoldAsync(await screen.ShowAsync());
    }

    [Fact]
    public async Task Paying_and_adding_at_once_sells_exactly_what_was_shown_or_nothing()
    {
        using var screen = await Screen.NewAsync(api);
        using var tab = await screen.TabAsync(api);
        for (var round = 0; round < 10; round++)
        {
            var shown = await screen.ScanAsync();
            var due = (long)shown["dueMinor"]!;
            var paying = screen.PayAsync(shown);
            var added = await tab.ScanAsync("018200262647");
            using var answer = await paying;
            var left = await screen.ShowAsync();
            if (answer.StatusCode == HttpStatusCode.Created)
            {
                Assert.Equal(due, (long)(await answer.JsonAsync())["dueMinor"]!);
                Assert.Equal("1: 1 bottle", Screen.Lines(left));
            }
            else
            {
                await answer.ProblemAsync(HttpStatusCode.Conflict, "cart.changed");
                Assert.Equal(Screen.Lines(added), Screen.Lines(left));
            }

            await screen.DoAsync(HttpMethod.Delete, "");
        }
    }

    [Fact]
    public async Task A_restart_between_two_actions_loses_nothing()
    {
        using var screen = await Screen.NewAsync(api);
        await screen.ScanAsync(key: "before-the-restart");
        var parked = (Guid)(await screen.ScanAsync("018200262647"))["cartId"]!;
        await screen.DoAsync(HttpMethod.Post, "/park", new { });
        await screen.ScanAsync(quantity: 3);

        using var restarted = ApiHost.On(api.Database.ConnectionString);
        using var again = await screen.TabAsync(restarted);
        Assert.Equal("1: 3 bottle", Screen.Lines(await again.ScanAsync(key: "before-the-restart")));
        await again.SoldAsync(await again.ShowAsync());
        Assert.Equal("1: 1 bottle, 2: 1 bottle", Screen.Lines(await again.DoAsync(HttpMethod.Post, "/resume", new { cartId = parked })));
    }
}
