using System.Diagnostics;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Identity;

/// <summary>How long a refusal takes must not tell who exists. What is compared is the shortest of several, which a busy machine disturbs least.</summary>
[Collection(Alone.Name)]
public sealed class TimingTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const int Rounds = 6;

    [Fact]
    public async Task A_refusal_takes_as_long_for_nobody_as_for_somebody()
    {
        using var client = api.Anonymous();
        var (register, cashier) = (await api.Database.RegisterAsync("Register 1"), await api.Database.UserAsync("cashier"));
        var other = await api.Database.RegisterAsync("Register 2"); // each register counts its wrong tries
        await Near(() => client.LoginAsync("server", "wrong"), () => client.LoginAsync($"nobody-{Guid.NewGuid():N}"[..20], "wrong"));
        await Near(() => client.PinAsync(register, cashier, "555555"), () => client.PinAsync(other, Guid.NewGuid(), "555555"));
    }

    private static async Task Near(Func<Task<HttpResponseMessage>> somebody, Func<Task<HttpResponseMessage>> nobody)
    {
        var (known, unknown) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            known = Min(known, await TakesAsync(somebody));
            unknown = Min(unknown, await TakesAsync(nobody));
        }

        Assert.InRange(unknown / known, 0.5, 2);
    }

    private static async Task<TimeSpan> TakesAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await ask();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        return clock.Elapsed;
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
