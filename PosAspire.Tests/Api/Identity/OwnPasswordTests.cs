using System.Net;
using System.Net.Http.Json;

namespace PosAspire.Tests.Api.Identity;

public sealed class OwnPasswordTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Chosen = "a lamp in the cellar";

    [Fact]
    public async Task A_person_changes_the_own_password_and_every_sign_in_ends()
    {
        var (token, _) = await api.TokensAsync("server");
        var (elsewhere, _) = await api.TokensAsync("server");
        using var person = api.With(token);
        await (await ChangeAsync(person, "not this one", Chosen)).ProblemAsync(HttpStatusCode.BadRequest, "user.wrong_password");
        await (await ChangeAsync(person, ApiHost.DemoPassword, "password")).ProblemAsync(HttpStatusCode.BadRequest, "user.weak_password");
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(person, ApiHost.DemoPassword, Chosen)).StatusCode);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await api.KnocksAsync(token), await api.KnocksAsync(elsewhere)));
        using var nobody = api.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.LoginAsync("server")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.LoginAsync("server", Chosen)).StatusCode);
    }

    [Fact]
    public async Task The_current_password_cannot_be_guessed_without_end()
    {
        var (token, _) = await api.TokensAsync("kitchen");
        using var person = api.With(token);
        for (var tries = 0; tries < 10; tries++)
            await (await ChangeAsync(person, $"guess {tries}", Chosen)).ProblemAsync(HttpStatusCode.BadRequest, "user.wrong_password");
        await (await ChangeAsync(person, ApiHost.DemoPassword, Chosen)).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient person, string currentPassword, string newPassword) =>
        person.PostAsJsonAsync("/api/v1/auth/password", new { currentPassword, newPassword });
}
