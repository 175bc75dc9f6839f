using System.Globalization;
using PosAspire.Bench.Screens;
using PosAspire.Bench.Shop;

namespace PosAspire.Bench.Orders;

/// <summary>One run: warm up, prove the work equal, then rounds in which bare and real take turns.</summary>
internal sealed class BenchRun : IAsyncDisposable
{
    private const int Few = 8;
    private const int Many = 32;
    private const int FewStored = 10_000;
    private const int MinWarmUps = 3;
    private const int MaxWarmUps = 9;
    private const int Created = 201;
    private const int Ok = 200;

    private readonly PrivateShop shop;
    private readonly TimeSpan time;
    private readonly CancellationToken cancellation;
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"posaspire-bench-{Guid.NewGuid():N}");
    private readonly Uri bare;
    private readonly ChildProcess bareProcess;
    private readonly Figures figures = new();
    private PgBench sql = null!;
    private string token = null!;
    private int round;

    private BenchRun(PrivateShop shop, TimeSpan time, CancellationToken cancellation)
    {
        (this.shop, this.time, this.cancellation) = (shop, time, cancellation);
        Directory.CreateDirectory(folder);
        bare = new($"http://127.0.0.1:{Waiting.FreePort()}");
        bareProcess = ChildProcess.Start(
            Path.Combine(folder, "bare.log"), "TERM", [], "dotnet", "exec", typeof(BenchRun).Assembly.Location, BareHost.Verb,
            bare.Port.ToString(CultureInfo.InvariantCulture), shop.Postgres.ConnectionString());
    }

    public static async Task<BenchRun> StartAsync(PrivateShop shop, TimeSpan time, CancellationToken cancellation)
    {
        var run = new BenchRun(shop, time, cancellation);
        try
        {
            await BareHost.WaitAsync(run.bare, cancellation);
            using var till = await Till.SignInAsync(shop.Api.Address, cancellation);
            run.token = till.Token;
            var sold = await till.SellAsync("bench-first", Requests.FirstSale(), cancellation);
            if (sold is not { IsSold: true })
                throw new StepFailedException($"The first sale was answered {sold?.Status}: {sold?.Body}");
            run.sql = new(shop, run.folder, sold.Body);
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>The work of a sale among few stored orders and among many.</summary>
    public async Task GrowAsync(int stored)
    {
        var proof = new WorkProof(shop.Database);
        Console.WriteLine($"Selling {FewStored} orders …");
        while (await proof.OrdersAsync() < FewStored)
            Sell(Few, TimeSpan.FromSeconds(2));
        var before = await WorkAsync(proof);
        Console.WriteLine($"Filling up to {stored} orders …");
        await StoredPast.FillAsync(shop.Database, stored);
        var after = await WorkAsync(proof);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"a sale among {FewStored} and among {stored} stored orders: WAL {before.WalPerSale:0} and {after.WalPerSale:0} bytes ({after.WalPerSale / before.WalPerSale:0.00} x), shared buffers {before.BuffersPerSale:0.0} and {after.BuffersPerSale:0.0} ({after.BuffersPerSale / before.BuffersPerSale:0.00} x)"));
    }

    /// <summary>What a backup costs those who sell meanwhile.</summary>
    public Task<string> BackUpAsync(int rounds) => BackupCost.MeasureAsync(shop, rounds, time, length => Sell(Few, length), cancellation);

    public async Task<string> RunAsync(int rounds)
    {
        WarmUp();
        await sql.RunAsync(Few, TimeSpan.FromSeconds(3), cancellation);
        await ProveAsync();
        for (var number = 1; number <= rounds; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            await OrdersAsync();
            Reads(time / 2);
            Console.WriteLine($"round {number} of {rounds}: {figures.Latest}");
        }

        var hot = HttpLoad.Run(shop.Api.Address, Few, time, Created, Requests.Sales(token, $"hot{++round}", hot: true));
        Done(hot, "a sale of hot products");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hot rows (80 % of sales on 20 products): {hot.PerSecond:0} orders/s, 0 failed"));
        Console.WriteLine($"API memory under load: {ProcessMeter.Megabytes(shop.Api.Id)} MB, at most since its start {ProcessMeter.PeakMegabytes(shop.Api.Id)} MB");
        if (await ScanMeter.RunAsync(shop.Api.Address, folder, cancellation) is { } scan)
            figures.Add("scan_p95_ms", scan);
        shop.Api.Kill();
        var start = await shop.Api.RestartAsync(cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"API start to ready: {start.TotalSeconds:0.00} s"));
        return figures.LastLine();
    }

    public ValueTask DisposeAsync()
    {
        bareProcess.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task OrdersAsync()
    {
        var bareFew = await sql.RunAsync(Few, time, cancellation);
        LoadResult few = null!;
        figures.Add("cpu_ms_order", CpuOf(() => few = Sell(Few, time)));
        var bareMany = await sql.RunAsync(Many, time, cancellation);
        var many = Sell(Many, time);
        figures.Add("sql_c8", bareFew.PerSecond);
        figures.Add("orders_c8", few.PerSecond);
        figures.Add("orders_ratio_c8", few.PerSecond / bareFew.PerSecond);
        figures.Add("sql_c32", bareMany.PerSecond);
        figures.Add("orders_c32", many.PerSecond);
        figures.Add("orders_ratio_c32", many.PerSecond / bareMany.PerSecond);
        figures.Add("p99_ratio_c8", few.Percentile(0.99) / Statistics.Percentile(bareFew.Milliseconds, 0.99));
    }

    private void Reads(TimeSpan shorter)
    {
        var barcodes = Enumerable.Range(0, 1_000).Select(at => $"/api/v1/products/by-barcode/{BenchShelves.Barcode(1 + (at * 97))}?location=B01").ToList();
        // The API's own smallest answer is its hello world: the same host, the same way in. The bare host's is printed beside it.
        var bareHello = Read(bare, null, ["/hello"], shorter);
        var hello = Read(shop.Api.Address, null, ["/health/live"], shorter);
        var lookup = Read(shop.Api.Address, token, barcodes, shorter);
        var search = Read(shop.Api.Address, token, Requests.Searches(), shorter);
        var bareTen = Read(bare, null, ["/last10"], shorter);
        var ten = Read(shop.Api.Address, token, ["/api/v1/orders?limit=10"], shorter);
        figures.Add("lookup_ratio", lookup.PerSecond / hello.PerSecond);
        figures.Add("lookup_bare_ratio", lookup.PerSecond / bareHello.PerSecond);
        figures.Add("search_p95_ms", search.Percentile(0.95));
        figures.Add("last10_ratio", ten.PerSecond / bareTen.PerSecond);
    }

    /// <summary>Sells until compiling has settled: until a sale costs no tenth less processor time than shortly before.</summary>
    private void WarmUp()
    {
        Console.WriteLine("Warming up …");
        var (before, cost) = (double.MaxValue, double.MaxValue);
        for (var turn = 1; turn <= MaxWarmUps && (turn <= MinWarmUps || cost < before * 0.9); turn++)
        {
            before = Math.Min(before, cost);
            Reads(TimeSpan.FromSeconds(1));
            cost = CpuOf(() => Sell(Few, TimeSpan.FromSeconds(10)));
        }

        figures.Clear();
    }

    /// <summary>The API's processor time for one sale, in milliseconds.</summary>
    private double CpuOf(Func<LoadResult> sell)
    {
        var cpu = ProcessMeter.Cpu(shop.Api.Id);
        var sold = sell().Milliseconds.Length;
        return (ProcessMeter.Cpu(shop.Api.Id) - cpu).TotalMilliseconds / sold;
    }

    private async Task<WorkProof.Work> WorkAsync(WorkProof proof)
    {
        await proof.CalmAsync(true);
        var work = await proof.MeasureAsync(() => Task.FromResult((long)Sell(Few, TimeSpan.FromSeconds(5)).Milliseconds.Length));
        await proof.CalmAsync(false);
        return work;
    }

    private async Task ProveAsync()
    {
        var proof = new WorkProof(shop.Database);
        var real = await WorkAsync(proof);
        await proof.CalmAsync(true);
        var bareWork = await proof.MeasureAsync(async () => (await sql.RunAsync(Few, TimeSpan.FromSeconds(4), cancellation)).Transactions);
        await proof.CalmAsync(false);
        Console.WriteLine($"rows a sale, API: {real.RowsPerSale}");
        Console.WriteLine($"rows a sale, SQL: {bareWork.RowsPerSale}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"WAL bytes a sale: API {real.WalPerSale:0}, SQL {bareWork.WalPerSale:0} ({(real.WalPerSale / bareWork.WalPerSale) - 1:+0.0%;-0.0%}); transactions a sale: API {real.TransactionsPerSale:0.000}, SQL {bareWork.TransactionsPerSale:0.000}"));
        Console.WriteLine($"round trips a sale: API 1 (one batch, and one more for each block of up to 64 order numbers), SQL {PgBench.RoundTrips}");
    }

    private LoadResult Sell(int clients, TimeSpan length) =>
        Done(HttpLoad.Run(shop.Api.Address, clients, length, Created, Requests.Sales(token, $"round{++round}")), "a sale");

    private static LoadResult Read(Uri server, string? token, IReadOnlyList<string> paths, TimeSpan length) =>
        Done(HttpLoad.Run(server, Few, length, Ok, Requests.Gets(token, paths)), paths[0]);

    private static LoadResult Done(LoadResult result, string what) => result.Refused == 0 && result.Milliseconds.Length > 0
        ? result
        : throw new StepFailedException($"{result.Refused} of {result.Refused + result.Milliseconds.Length} requests failed ({what}): {result.FirstRefusal}");
}
