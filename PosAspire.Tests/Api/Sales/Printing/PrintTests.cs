using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using PosAspire.ServiceDefaults.Redis;
using PosAspire.Tests.Api.Catalog;
using PosAspire.Tests.Api.Sales.Carts;
using PosAspire.Tests.Support;
using PosAspire.Workers.Sales;

namespace PosAspire.Tests.Api.Sales.Printing;

/// <summary>From the button to the paper: the API queues, the Workers deliver, a listener checks the bytes.</summary>
public sealed class PrintTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly PrintLimits Quick = PrintLimits.Default with
    {
        FirstPause = TimeSpan.FromMilliseconds(50),
        LongestPause = TimeSpan.FromMilliseconds(100),
        Idle = TimeSpan.FromMilliseconds(20),
        Close = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task A_receipt_is_printed_byte_for_byte_and_a_second_one_is_a_copy()
    {
        await using var printer = new PaperPrinter();
        using var workers = await WorkersAsync(Quick);
        using var screen = await AtAsync(printer.Address);
        using var till = await api.SignedInAsync();
        var order = await SellAsync(screen, "Gift for Ann");
        var first = await PrintAsync(till, order, screen.Register, key: "print-once");
        Assert.Equal($"{first}", $"{await PrintAsync(till, order, screen.Register, key: "print-once")}");
        await Eventually.TrueAsync(() => printer.Jobs.Count == 1);
        Assert.Equal(await till.GetByteArrayAsync($"/api/v1/orders/{order}/receipt?format=escpos&columns=48"), printer.Jobs[0]);
        Assert.Contains("Gift for Ann", Encoding.Latin1.GetString(printer.Jobs[0]), StringComparison.Ordinal);

        await PrintAsync(till, order, screen.Register);
        await Eventually.TrueAsync(() => printer.Jobs.Count == 2);
        Assert.Equal(await till.GetByteArrayAsync($"/api/v1/orders/{order}/receipt?format=escpos&columns=48&copy=true"), printer.Jobs[1]);
        await Eventually.TrueAsync(async () => await StatusAsync(till, screen.Register) == "printed 1 copy, printed 1");
    }

    [Fact]
    public async Task A_printer_that_was_off_gets_each_job_once_and_in_order()
    {
        const int Jobs = 5;
        await using var printer = new PaperPrinter();
        await printer.OffAsync();
        using var workers = await WorkersAsync(Quick);
        using var second = await WorkersAsync(Quick);
        using var screen = await AtAsync(printer.Address);
        using var till = await api.SignedInAsync();
        List<Guid> orders = [];
        for (var at = 0; at < Jobs; at++)
        {
            orders.Add(await SellAsync(screen));
            await PrintAsync(till, orders[^1], screen.Register);
        }

        await Eventually.TrueAsync(async () => (await JobsAsync(till, screen.Register))[^1]!["error"] is not null);
        printer.On();
        await Eventually.TrueAsync(async () => (await JobsAsync(till, screen.Register)).All(job => (string?)job!["status"] == "printed"));
        Assert.Equal(orders.Select(order => $"{order}"), printer.Jobs.Select(job => orders.Select(order => $"{order}").Single(Encoding.Latin1.GetString(job).Contains)));
    }

    [Fact]
    public async Task A_printer_that_breaks_off_in_the_middle_gets_the_whole_receipt_again()
    {
        await using var printer = new PaperPrinter { BreaksAfter = 64 };
        using var workers = await WorkersAsync(Quick);
        using var screen = await AtAsync(printer.Address);
        using var till = await api.SignedInAsync();
        var order = await SellAsync(screen);
        await PrintAsync(till, order, screen.Register);
        await Eventually.TrueAsync(async () => (int)(await JobsAsync(till, screen.Register))[0]!["attempts"]! > 0);
        printer.BreaksAfter = null;
        await Eventually.TrueAsync(() => printer.Jobs.Count == 1);
        Assert.Equal(await till.GetByteArrayAsync($"/api/v1/orders/{order}/receipt?format=escpos&columns=48"), printer.Jobs[0]);
    }

    [Fact]
    public async Task A_receipt_that_nobody_waits_for_any_more_is_given_up_and_the_next_original_may_be_printed()
    {
        await using var printer = new PaperPrinter();
        await printer.OffAsync();
        using var workers = await WorkersAsync(Quick with { GiveUp = TimeSpan.Zero });
        using var screen = await AtAsync(printer.Address);
        using var till = await api.SignedInAsync();
        var order = await SellAsync(screen);
        await PrintAsync(till, order, screen.Register);
        await Eventually.TrueAsync(async () => await StatusAsync(till, screen.Register) == "failed 1");
        Assert.Contains(printer.Address, (string?)(await JobsAsync(till, screen.Register))[0]!["error"], StringComparison.Ordinal);
        printer.On();
        await PrintAsync(till, order, screen.Register);
        await Eventually.TrueAsync(async () => await StatusAsync(till, screen.Register) == "printed 1, failed 1");
    }

    [Fact]
    public async Task A_register_without_a_printer_says_so_and_only_the_shops_own_network_is_a_printers_address()
    {
        using var screen = await Screen.NewAsync(api);
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        var order = await SellAsync(screen);
        await (await till.SendJsonAsync(HttpMethod.Post, $"/api/v1/orders/{order}/print", new { registerId = screen.Register }, Screen.NewKey()))
            .ProblemAsync(HttpStatusCode.Conflict, "print.no_printer");
        foreach (var address in (string[])["8.8.8.8:9100", "169.254.169.254:80", "[2001:db8::1]:9100", "192.168.1.5", "192.168.1.5:0", "192.168.1.5:99999", "a b:9100", "192.168.1.5:9100/x", ":9100"])
            await (await SetAsync(manager, screen.Register, address, 42)).ProblemAsync(HttpStatusCode.BadRequest, "register.invalid_printer");
        await (await SetAsync(manager, screen.Register, "", 41)).ProblemAsync(HttpStatusCode.BadRequest, "register.invalid_columns");
        var version = 1;
        foreach (var address in (string[])["10.1.2.3:9100", "172.31.0.9:9100", "192.168.1.5:9101", "[fd00::5]:9100", "kitchen-printer.local:9100"])
        {
            var saved = await (await SetAsync(manager, screen.Register, address, 40, version++)).JsonAsync();
            Assert.Equal((address, 40), ((string?)saved["printer"], (int)saved["columns"]!));
        }

        var listed = (await manager.OkAsync(HttpMethod.Get, "/api/v1/registers?location=LIQ1"))["items"]!.AsArray().Single(row => (Guid)row!["id"]! == screen.Register)!;
        Assert.Equal("kitchen-printer.local:9100", (string?)listed["printer"]);
    }

    [Fact]
    public async Task The_journal_of_an_order_says_who_did_what()
    {
        using var screen = await AtAsync("127.0.0.1:9");
        using var till = await api.SignedInAsync();
        using var manager = await api.SignedInAsync("manager");
        var order = await SellAsync(screen);
        await PrintAsync(till, order, screen.Register);
        var entries = (await manager.OkAsync(HttpMethod.Get, $"/api/v1/orders/{order}/journal"))["items"]!.AsArray();
        Assert.Equal(["order.completed", "order.receipt_printed"], entries.Select(entry => (string?)entry!["action"]));
        Assert.All(entries, entry => Assert.Equal("Demo cashier", (string?)entry!["actor"]!["name"]));
        Assert.Equal($"{order}", (string?)entries[0]!["facts"]!["orderId"]);
        await (await till.GetAsync($"/api/v1/orders/{order}/journal")).ProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private async Task<Screen> AtAsync(string printer)
    {
        var screen = await Screen.NewAsync(api);
        using var manager = await api.SignedInAsync("manager");
        using var answer = await SetAsync(manager, screen.Register, printer, 48);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return screen;
    }

    private static Task<HttpResponseMessage> SetAsync(HttpClient manager, Guid register, string printer, int columns, int version = 1) =>
        manager.SendJsonAsync(HttpMethod.Put, $"/api/v1/registers/{register}", new { name = $"Till {register:N}", isActive = true, version, printer, columns });

    private static async Task<Guid> SellAsync(Screen screen, string? note = null)
    {
        var shown = await screen.ScanAsync();
        if (note is not null)
            shown = await screen.DoAsync(HttpMethod.Put, "/note", new { note });
        return (Guid)(await screen.SoldAsync(shown))["id"]!;
    }

    private static async Task<Guid> PrintAsync(HttpClient till, Guid order, Guid register, string? key = null)
    {
        using var answer = await till.SendJsonAsync(HttpMethod.Post, $"/api/v1/orders/{order}/print", new { registerId = register }, key ?? Screen.NewKey());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (Guid)(await answer.JsonAsync())["jobId"]!;
    }

    private static async Task<JsonArray> JobsAsync(HttpClient till, Guid register) =>
        (await till.OkAsync(HttpMethod.Get, $"/api/v1/registers/{register}/print-jobs"))["items"]!.AsArray();

    private static async Task<string> StatusAsync(HttpClient till, Guid register) => string.Join(
        ", ", (await JobsAsync(till, register)).Select(job => $"{job!["status"]} {job["attempts"]}{((bool)job["copy"]! ? " copy" : "")}"));

    /// <summary>The Workers' printing, on this test's database.</summary>
    private async Task<IHost> WorkersAsync(PrintLimits limits)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.AddPosCache();
        builder.Services.AddSingleton(NpgsqlDataSource.Create(api.Database.ConnectionString));
        builder.Services.AddSingleton(limits);
        builder.Services.AddSingleton<PrintDispatch>();
        builder.Services.AddHostedService<PrintDelivery>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
