using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using PosAspire.Tests.Api;
using PosAspire.Tests.Support;
using PosAspire.Workers.Catalog.Jobs;

namespace PosAspire.Tests.Workers.Catalog.Jobs;

public sealed class WaitingImportsTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_file_that_is_sent_in_is_imported_counted_and_sold_from_at_once()
    {
        using var manager = await api.SignedInAsync("manager");
        var id = await SentAsync(manager, "sku,name,price,barcode\nIMP-1,First,1.00,\nIMP-2,Second,2.00,2000000000008\n");
        Assert.Equal("queued", (string?)(await ReadAsync(manager, id))["state"]);
        Assert.True(await RunAsync());
        var done = await ReadAsync(manager, id);
        Assert.Equal(("done", 2, 2, 2, 0, 0), Facts(done));
        Assert.NotNull((string?)done["finishedAt"]);

        var again = await SentAsync(manager, "sku,name,price\nIMP-1,First,1.50\nIMP-2,Second,2.00\n");
        Assert.True(await RunAsync());
        Assert.Equal(("done", 2, 2, 0, 1, 1), Facts(await ReadAsync(manager, again)));
        Assert.Equal(["100-150"], await api.Database.LinesAsync(
            "SELECT before_minor || '-' || after_minor FROM price_changes h JOIN products p ON p.id = h.product_id WHERE p.sku = 'IMP-1' AND before_minor IS NOT NULL"));
        Assert.Equal(1, await api.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_entries WHERE action = 'catalog.imported' AND subject_id = '{again}'"));
    }

    [Fact]
    public async Task A_broken_row_keeps_everything_as_it_was_and_says_which_and_why()
    {
        using var manager = await api.SignedInAsync("manager");
        const string File = "sku,name,price\nBRK-1,Good,1.00\nBRK-2,Bad,ten\nBRK-1,Twice,3.00\n";
        var id = await SentAsync(manager, File);
        Assert.True(await RunAsync());
        var failed = await ReadAsync(manager, id);
        Assert.Equal(("failed", "2 rows cannot be imported."), ((string?)failed["state"], (string?)failed["sentence"]));
        Assert.Equal(
            [(3, "Its price \"ten\" is not an amount of USD."), (4, "Its item number BRK-1 stands on line 2 already.")],
            failed["problems"]!.AsArray().Select(problem => ((int)problem!["row"]!, (string)problem["sentence"]!)));
        Assert.Equal(0, await api.Database.ScalarAsync<long>("SELECT count(*) FROM products WHERE sku LIKE 'BRK%'"));
        Assert.Equal(3, (await manager.GetStringAsync($"/api/v1/imports/{id}/report")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        var without = await SentAsync(manager, File, "&skipBroken=true");
        Assert.True(await RunAsync());
        Assert.Equal(("done", 3, 3, 1, 0, 0), Facts(await ReadAsync(manager, without)));
    }

    [Theory]
    [InlineData("sku,name\nA,B\n", "No column was found for price")]
    [InlineData("sku,name,price\nX-1,\"Never closed,1\n", "One row cannot be imported.")]
    public async Task A_file_that_cannot_be_read_fails_with_a_sentence(string file, string sentence)
    {
        using var manager = await api.SignedInAsync("manager");
        var id = await SentAsync(manager, file);
        Assert.True(await RunAsync());
        var failed = await ReadAsync(manager, id);
        Assert.Equal("failed", (string?)failed["state"]);
        Assert.StartsWith(sentence, (string?)failed["sentence"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_worker_held_is_taken_up_again_and_what_kills_workers_is_given_up()
    {
        using var manager = await api.SignedInAsync("manager");
        var id = await SentAsync(manager, "sku,name,price\nDEAD-1,First,1.00\n");
        var holder = new NpgsqlConnection(api.Database.ConnectionString + ";Pooling=false");
        await holder.OpenAsync();
        await using (var claim = new NpgsqlCommand($"BEGIN; SELECT FROM import_jobs WHERE id = '{id}' FOR NO KEY UPDATE", holder))
            await claim.ExecuteNonQueryAsync();
        Assert.False(await RunAsync());
        await holder.DisposeAsync();
        await Eventually.TrueAsync(RunAsync);
        Assert.Equal("done", (string?)(await ReadAsync(manager, id))["state"]);

        var deadly = await SentAsync(manager, "sku,name,price\nDEAD-2,First,1.00\n");
        await api.Database.ExecuteAsync($"INSERT INTO import_progress VALUES ('{deadly}', 5, 0, 1, now())");
        Assert.Equal("running", (string?)(await ReadAsync(manager, deadly))["state"]);
        Assert.True(await RunAsync());
        Assert.Equal(("failed", "The file could not be imported in 5 attempts."), ((string?)(await ReadAsync(manager, deadly))["state"], (string?)(await ReadAsync(manager, deadly))["sentence"]));
    }

    [Fact]
    public async Task The_same_key_queues_one_file_once()
    {
        using var manager = await api.SignedInAsync("manager");
        var first = await SentAsync(manager, "sku,name,price\n", key: "import-once");
        Assert.Equal(first, await SentAsync(manager, "sku,name,price\n", key: "import-once"));
        await (await SendAsync(manager, "sku,name,price\nA,B,1\n"u8.ToArray(), "", "import-once")).ProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key_reused");
        Assert.True(await RunAsync());
        Assert.False(await RunAsync());
    }

    [Fact]
    public async Task What_is_no_text_is_refused_before_anybody_tries()
    {
        using var manager = await api.SignedInAsync("manager");
        await (await SendAsync(manager, [])).ProblemAsync(HttpStatusCode.BadRequest, "import.empty");
        await (await SendAsync(manager, [.. "PK\u0003\u0004"u8, 0, 0])).ProblemAsync(HttpStatusCode.BadRequest, "import.not_text");
        await (await SendAsync(manager, [.. "sku,name,price\nA,caf"u8, 0xE9, .. ",1\n"u8])).ProblemAsync(HttpStatusCode.BadRequest, "import.not_text");
        await (await SendAsync(manager, new byte[10 * 1024 * 1024 + 1])).ProblemAsync(HttpStatusCode.BadRequest, "import.too_large");
    }

    private static (string?, int, int, int, int, int) Facts(JsonObject job) =>
        ((string?)job["state"], (int)job["done"]!, (int)job["total"]!, (int)job["added"]!, (int)job["changed"]!, (int)job["unchanged"]!);

    private static Task<HttpResponseMessage> SendAsync(HttpClient manager, byte[] file, string more = "", string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/imports/products?location=LIQ1&fileName=test.csv{more}") { Content = new ByteArrayContent(file) };
        request.Headers.Add("Idempotency-Key", key ?? $"{Guid.NewGuid()}");
        return manager.SendAsync(request);
    }

    private static async Task<string> SentAsync(HttpClient manager, string file, string more = "", string? key = null)
    {
        using var answer = await SendAsync(manager, Encoding.UTF8.GetBytes(file), more, key);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        return (string)(await answer.JsonAsync())["id"]!;
    }

    private static async Task<JsonObject> ReadAsync(HttpClient manager, string id) => await (await manager.GetAsync($"/api/v1/imports/{id}")).JsonAsync();

    private async Task<bool> RunAsync()
    {
        await using var database = NpgsqlDataSource.Create(api.Database.ConnectionString);
        return await new WaitingImports(database, TimeProvider.System).RunOneAsync(CancellationToken.None);
    }
}
