using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Dining;

public sealed class HoursTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task Hours_past_midnight_are_saved_and_guests_read_them_at_once()
    {
        using var manager = await api.SignedInAsync("manager");
        using var guest = api.Anonymous();
        // Jakarta keeps one time all year, so noon there is told from here.
        var local = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7));
        var day = local.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)local.DayOfWeek;
        var week = Enumerable.Range(1, 7).Where(other => other != day).Select(other => new { day = other, opens = "18:00", closes = "02:00" }).ToList();

        var closed = await SaveAsync(manager, [.. week.Where(window => window.day != Before(day))]);
        Assert.False((bool)closed["openNow"]!);
        Assert.Equal("18:00", (string?)closed["opensAt"]);
        var open = await SaveAsync(manager, [.. week, new { day, opens = "00:00", closes = "00:00" }]);
        Assert.True((bool)open["openNow"]!);
        Assert.Null(open["opensAt"]);

        var menu = await guest.GetFromJsonAsync<JsonObject>("/api/v1/public/menu");
        Assert.True((bool)menu!["opening"]!["openNow"]!);
        Assert.Equal(open["openUntil"]?.ToString(), menu["opening"]!["openUntil"]?.ToString());
        Assert.Contains(menu["opening"]!["hours"]!.AsArray(), window => (string)window!["opens"]! == "18:00" && (string)window["closes"]! == "02:00");
        var restaurants = await guest.GetFromJsonAsync<JsonObject>("/api/v1/public/restaurants");
        Assert.Equal(("STK1", true), ((string?)Assert.Single(restaurants!["items"]!.AsArray())!["location"], (bool)restaurants["items"]![0]!["opening"]!["openNow"]!));
    }

    [Theory]
    [InlineData(0, "10:00", "22:00")]
    [InlineData(8, "10:00", "22:00")]
    [InlineData(1, "10", "22:00")]
    [InlineData(1, "10:00", "24:00")]
    public async Task What_is_no_time_of_the_week_is_refused(int day, string opens, string closes)
    {
        using var manager = await api.SignedInAsync("manager");
        var answer = await manager.PutAsJsonAsync("/api/v1/locations/LIQ1/hours", new { hours = new[] { new { day, opens, closes } } });
        await answer.ProblemAsync(HttpStatusCode.BadRequest, "dining.invalid_hours");
    }

    [Fact]
    public async Task Two_windows_cannot_begin_at_the_same_time()
    {
        using var manager = await api.SignedInAsync("manager");
        var window = new { day = 1, opens = "10:00", closes = "12:00" };
        await (await manager.PutAsJsonAsync("/api/v1/locations/LIQ1/hours", new { hours = new[] { window, window } })).ProblemAsync(HttpStatusCode.BadRequest, "dining.invalid_hours");
    }

    private static int Before(int day) => day == 1 ? 7 : day - 1;

    private static async Task<JsonNode> SaveAsync(HttpClient manager, IReadOnlyList<object> hours)
    {
        var answer = await manager.PutAsJsonAsync("/api/v1/locations/STK1/hours", new { hours });
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
