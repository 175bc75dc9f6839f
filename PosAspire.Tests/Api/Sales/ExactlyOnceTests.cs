using System.Net;
using Npgsql;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Sales;

public sealed class ExactlyOnceTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task One_key_sent_twenty_times_at_once_is_one_order_and_one_answer()
    {
        using var till = await api.SignedInAsync();
        var before = await api.Database.OnHandAsync(Till.Averna);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            var response = await till.SellAsync("twenty", Till.Basket());
            return (response.StatusCode, Location: response.Headers.Location?.OriginalString, Body: await response.Content.ReadAsStringAsync());
        }));
        Assert.Equal(HttpStatusCode.Created, Assert.Single(answers.Distinct()).StatusCode);
        Assert.Equal(before - 1, await api.Database.OnHandAsync(Till.Averna));
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_refused_and_white_space_is_not_something_else()
    {
        using var till = await api.SignedInAsync();
        const string Order = """{"location":"LIQ1","lines":[{"barcode":"000400203940","quantity":1}],"tenders":[{"type":"cash","amountMinor":9000}]}""";
        var first = await till.SellAsync("changed", Order);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var before = await api.Database.FootprintAsync();
        await (await till.SellAsync("changed", Order.Replace("9000", "9001", StringComparison.Ordinal))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        var spaced = await till.SellAsync("changed", Order.Replace(",", " , ", StringComparison.Ordinal));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await spaced.Content.ReadAsStringAsync());
        Assert.Equal(before, await api.Database.FootprintAsync());
    }

    [Fact]
    public async Task A_refused_request_does_not_use_up_its_key()
    {
        using var till = await api.SignedInAsync();
        await (await till.SellAsync("second-try", Till.Basket(1, cash: 1))).ProblemAsync(HttpStatusCode.UnprocessableEntity, "payment.tender_too_small");
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("second-try", Till.Basket())).StatusCode);
    }

    [Fact]
    public async Task The_answer_stays_when_the_price_has_changed_since()
    {
        using var till = await api.SignedInAsync();
        var first = await till.SellAsync("dearer", Till.Basket(1, "018200262647"));
        await api.Database.ExecuteAsync("UPDATE product_prices SET price_minor = price_minor + 100 WHERE product_id = (SELECT product_id FROM product_barcodes WHERE gtin = '00018200262647')");
        var again = await till.SellAsync("dearer", Till.Basket(1, "018200262647"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_last_bottle_is_sold_once_to_fifty_buyers()
    {
        const string Last = "018200203114";
        await api.Database.ExecuteAsync(Take(Last));
        using var till = await api.SignedInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(buyer => till.SellAsync($"last-{buyer}", Till.Basket(1, Last))));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            Assert.Contains("0 left", await refused.ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock"), StringComparison.Ordinal);
        Assert.Equal(0, await api.Database.OnHandAsync(Last));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task Baskets_that_hold_the_same_products_in_any_order_never_block_each_other_for_good()
    {
        string[] products = ["021296006019", "024153040171", "027484310692"];
        using var till = await api.SignedInAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 24).Select(sale => till.SellAsync($"crossed-{sale}", new
        {
            location = "LIQ1",
            lines = (sale % 2 == 0 ? products : products.Reverse()).Select(barcode => new { barcode, quantity = 1 }),
            tenders = new[] { new { type = "cash", amountMinor = 10_000_000 } },
        })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(0, await api.Database.OnHandAsync(products[0]));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task A_connection_that_is_cut_in_the_middle_of_a_sale_leaves_nothing_and_the_retry_sells_once()
    {
        const string Held = "027724017503";
        using var till = await api.SignedInAsync();
        var before = await api.Database.FootprintAsync();
        await using (var holder = new NpgsqlConnection(api.Database.ConnectionString + ";Pooling=false;Application Name=holder"))
        {
            await holder.OpenAsync();
            await using var transaction = await holder.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand($"SELECT 1 FROM stock_levels WHERE product_id = (SELECT product_id FROM product_barcodes WHERE gtin = '00{Held}') FOR UPDATE", holder, transaction))
                await hold.ExecuteNonQueryAsync();

            // The sale has written its order and waits for the stock row; then its connection dies.
            var sale = till.SellAsync("cut", Till.Basket(1, Held));
            await Eventually.TrueAsync(async () => await api.Database.ScalarAsync<long>(Waiting) > 0);
            await api.Database.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM ({Waiting.Replace("count(*)", "pid", StringComparison.Ordinal)}) AS w");
            await (await sale).ProblemAsync(HttpStatusCode.ServiceUnavailable, "database.unavailable");
        }

        Assert.Equal(before, await api.Database.FootprintAsync());
        Assert.Equal(HttpStatusCode.Created, (await till.SellAsync("cut", Till.Basket(1, Held))).StatusCode);
        Assert.Equal(1, await api.Database.ScalarAsync<long>("SELECT count(*) FROM idempotency_records WHERE key = 'cut'"));
        Assert.Equal(0, await api.Database.UnbalancedLevelsAsync());
    }

    [Fact]
    public async Task Stock_that_is_gone_after_it_was_read_is_refused_by_the_database_with_its_name()
    {
        const string Raced = "027724187503";
        using var till = await api.SignedInAsync();
        await using var holder = new NpgsqlConnection(api.Database.ConnectionString + ";Pooling=false");
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand(Take(Raced), holder, transaction))
            await hold.ExecuteNonQueryAsync();
        var orders = await api.Database.ScalarAsync<long>("SELECT count(*) FROM orders");
        var sale = till.SellAsync("raced", Till.Basket(2, Raced));
        await Eventually.TrueAsync(async () => await api.Database.ScalarAsync<long>(Waiting) > 0);
        await transaction.CommitAsync();
        Assert.Contains("2 wanted, 1 left", await (await sale).ProblemAsync(HttpStatusCode.Conflict, "inventory.out_of_stock"), StringComparison.Ordinal);
        Assert.Equal(orders, await api.Database.ScalarAsync<long>("SELECT count(*) FROM orders"));
        Assert.Equal(0, await api.Database.ScalarAsync<long>("SELECT count(*) FROM idempotency_records WHERE key = 'raced'"));
    }

    /// <summary>Leaves one of 24 bottles, with the movement that says so.</summary>
    private static string Take(string barcode) =>
        $"""
        WITH taken AS (UPDATE stock_levels SET on_hand = 1 WHERE product_id = (SELECT product_id FROM product_barcodes WHERE gtin = '00{barcode}') RETURNING *)
        INSERT INTO stock_movements (location_id, id, product_id, quantity, reason, at) SELECT location_id, gen_random_uuid(), product_id, -23, 'adjustment', now() FROM taken
        """;

    private const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND state = 'active'";
}
