using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PosAspire.ServiceDefaults.Resilience;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Resilience;

public class ResilienceHandlerTests
{
    private static readonly ResilienceSettings s_quick = new()
    {
        AttemptTimeout = TimeSpan.FromMilliseconds(400),
        FirstPause = TimeSpan.FromMilliseconds(10),
        LongestPause = TimeSpan.FromMilliseconds(50),
        MinimumTries = 100,
    };

    [Theory]
    [InlineData("GET", false, 3)]
    [InlineData("PUT", false, 3)]
    [InlineData("POST", false, 1)]
    [InlineData("PATCH", false, 1)]
    [InlineData("POST", true, 3)]
    public async Task Only_what_may_be_repeated_is_repeated_with_the_same_body(string method, bool hasKey, int tries)
    {
        var bodies = new List<string>();
        await using RunningProbe server = await Server(async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync());
            context.Response.StatusCode = 503;
        });
        using var client = Client(server, s_quick with { AttemptTimeout = TimeSpan.FromSeconds(20), TotalTimeout = TimeSpan.FromSeconds(60) });
        using var request = new HttpRequestMessage(new HttpMethod(method), "/it") { Content = method == "GET" ? null : new StreamContent(new MemoryStream("sale"u8.ToArray())) };
        if (hasKey)
        {
            request.Headers.Add("Idempotency-Key", "k1");
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.SendAsync(request)).StatusCode);
        Assert.Equal(Enumerable.Repeat(method == "GET" ? "" : "sale", tries), bodies);
    }

    [Fact]
    public async Task A_try_that_hangs_is_given_up_and_the_next_one_answers()
    {
        int asked = 0;
        await using RunningProbe server = await Server(context => Interlocked.Increment(ref asked) == 1 ? Task.Delay(5000, context.RequestAborted) : context.Response.WriteAsync("here"));
        using var client = Client(server, s_quick);
        Assert.Equal("here", await client.GetStringAsync("/it"));
    }

    [Fact]
    public async Task All_tries_together_have_a_limit()
    {
        await using RunningProbe server = await Server(context => Task.Delay(5000, context.RequestAborted));
        using var client = Client(server, s_quick with { TotalTimeout = TimeSpan.FromMilliseconds(700), MaxRetries = 20 });
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("/it"));
        Assert.Contains("did not answer in time", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbour_that_keeps_failing_is_left_alone_and_asked_again_later()
    {
        int asked = 0;
        int status = 500;
        await using RunningProbe server = await Server(context =>
        {
            asked++;
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var client = Client(server, s_quick with { MaxRetries = 1, MinimumTries = 4, OpenFor = TimeSpan.FromMilliseconds(600) });
        await client.GetAsync("/it");
        HttpRequestException error = await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            for (int call = 0; call < 10; call++)
            {
                await client.GetAsync("/it");
            }
        });
        Assert.Contains("left alone", error.Message, StringComparison.Ordinal);
        Assert.InRange(asked, 4, 6);

        status = 200;
        await Task.Delay(800);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/it")).StatusCode);
    }

    private static Task<RunningProbe> Server(RequestDelegate answer) => RunningProbe.StartAsync(map: app => app.Map("/it", answer));

    private static HttpClient Client(RunningProbe server, ResilienceSettings settings)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        services.AddPosHttpClient<Neighbour>((_, client) => client.BaseAddress = new Uri(server.Address), settings);
        return services.BuildServiceProvider().GetRequiredService<Neighbour>().Client;
    }

    private sealed class Neighbour(HttpClient client)
    {
        public HttpClient Client => client;
    }
}
