using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PosAspire.Tests.Support.S3;

/// <summary>Stands between a store and its server and does to the requests what a bad day does.</summary>
public sealed class FaultyLine : IAsyncDisposable
{
    private static readonly HttpMessageInvoker Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly WebApplication _host;
    private readonly Uri _server;
    private int _errors;
    private long _cutAfter = -1;

    private FaultyLine(WebApplication host, Uri server) => (_host, _server) = (host, server);

    public Uri Address => new(_host.Urls.Single());

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests are taken and not answered.</summary>
    public bool IsHanging { get; set; }

    /// <summary>Each answer waits so long.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<FaultyLine> StartAsync(Uri server)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null).UseUrls("http://127.0.0.1:0");
        var line = new FaultyLine(builder.Build(), server);
        line._host.Run(line.PassAsync);
        await line._host.StartAsync();
        return line;
    }

    /// <summary>The next requests are answered with 500.</summary>
    public void Fail(int times) => _errors = times;

    /// <summary>The next answer with a body breaks off after so many bytes.</summary>
    public void Cut(long afterBytes) => _cutAfter = afterBytes;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private async Task PassAsync(HttpContext context)
    {
        Requests++;
        if (IsHanging)
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (IsHanging)
            return;
        if (Interlocked.Decrement(ref _errors) >= 0)
        {
            // As a server does whose disk is away: without looking at what it was sent.
            context.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
            context.Response.Headers.Connection = "close";
            return;
        }

        await Task.Delay(Delay, context.RequestAborted);
        using var request = new HttpRequestMessage(new(context.Request.Method), new Uri(_server, context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent()));
        if (context.Request.ContentLength is not null || context.Request.Headers.TransferEncoding.Count > 0)
            request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var answer = await Client.SendAsync(request, context.RequestAborted);
        await AnswerAsync(context, answer);
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")))
            context.Response.Headers[name] = values.ToArray();
        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        if (_cutAfter < 0 || answer.Content.Headers.ContentLength < _cutAfter || context.Request.Method != HttpMethods.Get)
        {
            await body.CopyToAsync(context.Response.Body, context.RequestAborted);
            return;
        }

        var part = new byte[_cutAfter];
        _cutAfter = -1;
        await body.ReadExactlyAsync(part, context.RequestAborted);
        await context.Response.Body.WriteAsync(part, context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
