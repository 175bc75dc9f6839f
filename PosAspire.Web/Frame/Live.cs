using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;

namespace PosAspire.Web.Frame;

/// <summary>
/// Passes Api's changes on to a page as server-sent events: <c>change</c> says what changed, <c>state</c> whether Api is there, and
/// <c>beat</c> comes every two seconds so that a page notices a dead connection. A page that missed something fetches what it shows
/// again, so nothing is kept here.
/// </summary>
public static class Live
{
    /// <summary>Name of the HTTP client that reads the stream: it has no limit in time, which every other call of Web has.</summary>
    public const string Client = "live";

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(3);

    // Api beats every two seconds; three missed ones mean that nobody is there.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(6);

    public static void MapLive(this IEndpointRouteBuilder pages) => pages.MapGet("/live", Relay);

    private static async Task Relay(
        HttpContext http, string location, IHttpClientFactory clients, IHostApplicationLifetime host, CancellationToken left)
    {
        if (http.User.Identity?.IsAuthenticated != true || await http.GetTokenAsync("access_token") is not { } token)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized; // a redirect would be read as an event stream
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(left, host.ApplicationStopping);
        await using var page = new LiveWriter(http.Response);
        var beating = page.BeatAsync(Beat, stop.Token);
        try
        {
            while (await FollowAsync(page, clients.CreateClient(Client), location, token, stop.Token))
                await Task.Delay(Retry, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The page was closed, or Web stops; the page comes back by itself.
        }

        await stop.CancelAsync();
        await beating;
    }

    // False when this token will never be let in again: the page comes back with a newer one or is sent to sign in.
    private static async Task<bool> FollowAsync(LiveWriter page, HttpClient api, string location, string token, CancellationToken stop)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(stop);
        silence.CancelAfter(Connecting);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/locations/{Uri.EscapeDataString(location)}/changes");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        try
        {
            using var answer = await api.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            if ((int)answer.StatusCode is >= 400 and < 500)
            {
                await page.SendAsync("refused", $$"""{"status":{{(int)answer.StatusCode}}}""", stop);
                return false;
            }

            answer.EnsureSuccessStatusCode();
            using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(silence.Token));
            await page.SendAsync("state", """{"api":"on"}""", stop);
            silence.CancelAfter(Silence);
            while (await lines.ReadLineAsync(silence.Token) is { } line)
            {
                silence.CancelAfter(Silence);
                await page.PassAsync(line, stop);
            }
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException && !stop.IsCancellationRequested)
        {
            // Said to the page below, and tried again for as long as the page is open.
        }

        await page.SendAsync("state", """{"api":"off"}""", stop);
        return true;
    }
}
