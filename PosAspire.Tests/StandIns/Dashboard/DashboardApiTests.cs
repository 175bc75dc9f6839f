using System.Net;
using System.Text.Json;
using PosAspire.Tests.StandIns.Processes;

namespace PosAspire.Tests.StandIns.Dashboard;

public sealed class DashboardApiTests(DashboardFixture dashboard) : IClassFixture<DashboardFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpClient _client = dashboard.CreateClient(DashboardFixture.Token);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_resource_tells_its_state_its_process_and_since_when()
    {
        var ticker = await dashboard.ResourceAsync("ticker", IsRunning);

        Assert.Equal("Executable", ticker.GetProperty("type").GetString());
        Assert.Equal("Healthy", ticker.GetProperty("health").GetString());
        Assert.True(Running.Is(ticker.GetProperty("pid").GetInt32()));
        Assert.InRange(DateTimeOffset.UtcNow - ticker.GetProperty("startedAt").GetDateTimeOffset(), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Equal(0, ticker.GetProperty("restarts").GetInt32());
    }

    [Fact]
    public async Task A_task_that_has_ended_tells_its_exit_code()
    {
        var task = await dashboard.ResourceAsync("task", resource => resource.GetProperty("state").GetString() == "Finished");

        Assert.Equal(0, task.GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task The_logs_hold_what_a_process_said()
    {
        await Running.UntilAsync(async () => await LogsOf("speaker") is { } logs && logs.Contains("good") && logs.Contains("bad"));
        await Running.UntilAsync(async () => (await _client.GetStringAsync("/api/logs")).Contains("speaker | good\n", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/resources/ticker/logs?follow=true", "tick ")]
    [InlineData("/api/logs?follow=true", "ticker | tick ")]
    public async Task Followed_logs_come_as_they_are_written(string path, string start)
    {
        await using var stream = await _client.GetStreamAsync(path);
        using var reader = new StreamReader(stream);
        var ticks = 0;
        while (ticks < 20)
        {
            var line = await reader.ReadLineAsync().WaitAsync(Patience);
            ticks += line!.StartsWith(start, StringComparison.Ordinal) ? 1 : 0;
        }
    }

    [Fact]
    public async Task Events_go_on_after_the_last_one_that_was_seen()
    {
        await dashboard.ResourceAsync("ticker", IsRunning);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources/ticker/logs?follow=true");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Last-Event-ID", "3");
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("id: 4", await reader.ReadLineAsync().WaitAsync(Patience));
        var data = JsonDocument.Parse((await reader.ReadLineAsync().WaitAsync(Patience))!["data: ".Length..]).RootElement;
        Assert.False(data.GetProperty("error").GetBoolean());
    }

    [Fact]
    public async Task A_restart_brings_a_new_process_and_a_stop_none()
    {
        var before = (await dashboard.ResourceAsync("speaker", IsRunning)).GetProperty("pid").GetInt32();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/api/resources/speaker/restart"));
        var after = await dashboard.ResourceAsync("speaker", resource => IsRunning(resource) && resource.GetProperty("pid").GetInt32() != before);
        Assert.False(Running.Is(before));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/api/resources/speaker/stop"));
        await Running.UntilAsync(() => !Running.Is(after.GetProperty("pid").GetInt32()));
        await dashboard.ResourceAsync("speaker", resource => !IsRunning(resource));

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("/api/resources/speaker/start"));
        await dashboard.ResourceAsync("speaker", IsRunning);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/api/resources/nobody/restart"));
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync("/api/resources/speaker/explode"));
        using var answer = await _client.GetAsync(new Uri("/api/resources/nobody/logs", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("There is no resource 'nobody'.\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task What_cannot_be_started_says_so_and_a_secret_is_not_shown()
    {
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync("/api/resources/password/restart"));
        Assert.DoesNotContain("not-shown", await _client.GetStringAsync("/api/resources"), StringComparison.Ordinal);
    }

    private static bool IsRunning(JsonElement resource)
        => resource.GetProperty("state").GetString() == "Running" && resource.GetProperty("pid").ValueKind == JsonValueKind.Number;

    private async Task<string[]> LogsOf(string name) => (await _client.GetStringAsync($"/api/resources/{name}/logs")).Split('\n');

    private async Task<HttpStatusCode> PostAsync(string path)
    {
        using var answer = await _client.PostAsync(new Uri(path, UriKind.Relative), null);
        return answer.StatusCode;
    }
}
