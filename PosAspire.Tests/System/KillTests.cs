using System.Diagnostics;
using System.Globalization;
using System.Net;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.SystemTests;

/// <summary>Parts of the running product are killed; it must come back by itself and lose no acknowledged sale.</summary>
[Collection(WholeProduct.Name)]
public sealed class KillTests(RunningGraph graph)
{
    [Theory]
    [InlineData("api")]
    [InlineData("web")]
    [InlineData("workers")]
    [InlineData("cache")]
    public async Task A_killed_process_comes_back_and_no_sale_is_lost(string resource)
    {
        var shop = await Shop.OpenAsync(graph);
        var before = await shop.SellSurelyAsync($"before-{Guid.NewGuid():N}");
        var killed = await graph.ProcessIdAsync(resource);
        Process.GetProcessById(killed).Kill();

        var during = await shop.SellSurelyAsync($"during-{Guid.NewGuid():N}");
        await graph.WaitForReturnAsync(resource, killed);

        foreach (var sold in new[] { before, during })
            await shop.AssertStoredAsync(sold);
    }

    [Fact]
    public async Task A_killed_database_comes_back_with_every_acknowledged_sale()
    {
        var shop = await Shop.OpenAsync(graph);
        var before = await shop.SellSurelyAsync($"before-{Guid.NewGuid():N}");
        var pidFile = Path.Combine(graph.DataDirectory, "postgres", "postmaster.pid");
        var postmaster = int.Parse((await File.ReadAllLinesAsync(pidFile))[0], CultureInfo.InvariantCulture);
        var wrapper = await graph.ProcessIdAsync("postgres");
        Process.GetProcessById(postmaster).Kill();

        // Liveness is about the process, not about what it needs.
        Assert.Equal(HttpStatusCode.OK, (await graph.Client("api").GetAsync("/health/live")).StatusCode);
        var during = await shop.SellSurelyAsync($"during-{Guid.NewGuid():N}");
        await graph.WaitForReturnAsync("postgres", wrapper);
        await RunningGraph.EventuallyAsync(graph.Client("api"), "/health/ready", HttpStatusCode.OK);

        foreach (var sold in new[] { before, during })
            await shop.AssertStoredAsync(sold);
    }

    [Fact]
    public async Task With_the_cache_stopped_the_shop_goes_on_and_says_it_is_degraded()
    {
        await graph.App.ResourceCommands.ExecuteCommandAsync("cache", "stop");
        try
        {
            var shop = await Shop.OpenAsync(graph);
            await shop.SellSurelyAsync($"nocache-{Guid.NewGuid():N}");
            await Eventually.TrueAsync(() => SaysDegradedAsync(graph.Client("api")));
            Assert.Equal(HttpStatusCode.OK, (await graph.Client("api").GetAsync("/health/ready")).StatusCode);
        }
        finally
        {
            await graph.App.ResourceCommands.ExecuteCommandAsync("cache", "start");
        }
    }

    [Fact]
    public async Task With_the_database_stopped_readiness_says_so_and_returns_with_it()
    {
        var api = graph.Client("api");
        await graph.App.ResourceCommands.ExecuteCommandAsync("postgres", "stop");
        try
        {
            await RunningGraph.EventuallyAsync(api, "/health/ready", HttpStatusCode.ServiceUnavailable);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("/health/db")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/live")).StatusCode);
        }
        finally
        {
            await graph.App.ResourceCommands.ExecuteCommandAsync("postgres", "start");
        }
        await RunningGraph.EventuallyAsync(api, "/health/ready", HttpStatusCode.OK);
    }

    // Stopping takes a moment: until then the health endpoint rightly says that the cache is there.
    private static async Task<bool> SaysDegradedAsync(HttpClient api)
    {
        using var redis = await api.GetAsync("/health/redis");
        Assert.Equal(HttpStatusCode.OK, redis.StatusCode);
        return (await redis.Content.ReadAsStringAsync()).Contains("\"degraded\":true", StringComparison.Ordinal);
    }
}
