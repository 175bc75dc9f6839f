using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PosAspire.Tests.ServiceDefaults.Telemetry;

/// <summary>Takes OTLP over HTTP with protobuf bodies and keeps the bytes. Field numbers: opentelemetry-proto, trace.proto and metrics.proto.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _received = new();
    private WebApplication _app = null!;

    public string Address { get; private set; } = "";

    /// <summary>The names of all spans: request → resource_spans 1 → scope_spans 2 → spans 2 → name 5.</summary>
    public string[] SpanNames => Texts("/v1/traces", 1, 2, 2, 5);

    /// <summary>Span attributes as <c>key=value</c> (texts only).</summary>
    public string[] SpanAttributes => Pairs("/v1/traces", 1, 2, 2, 9);

    public string[] ResourceAttributes => Pairs("/v1/traces", 1, 1, 1);

    /// <summary>The names of all metrics: request → resource_metrics 1 → scope_metrics 2 → metrics 2 → name 1.</summary>
    public string[] MetricNames => Texts("/v1/metrics", 1, 2, 2, 1);

    /// <summary>Every byte that came, as text, for canaries.</summary>
    public string Everything => string.Concat(_received.Select(call => Encoding.Latin1.GetString(call.Body)));

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        receiver._app = builder.Build();
        receiver._app.MapFallback(async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            receiver._received.Enqueue((context.Request.Path, body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await receiver._app.StartAsync();
        receiver.Address = receiver._app.Urls.First();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string[] Texts(string path, params int[] fields) => [.. Fields(path, fields).Select(Text)];

    private string[] Pairs(string path, params int[] fields)
        => [.. Fields(path, fields).Select(pair => $"{string.Concat(Inside(pair, [1]).Select(Text))}={string.Concat(Inside(pair, [2, 1]).Select(Text))}")];

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private IEnumerable<ReadOnlyMemory<byte>> Fields(string path, int[] fields) => _received.Where(call => call.Path == path).SelectMany(call => Inside(call.Body, fields));

    private static IEnumerable<ReadOnlyMemory<byte>> Inside(ReadOnlyMemory<byte> message, int[] fields)
    {
        IEnumerable<ReadOnlyMemory<byte>> found = Children(message).Where(child => child.Field == fields[0]).Select(child => child.Bytes);
        return fields.Length == 1 ? found : found.SelectMany(child => Inside(child, fields[1..]));
    }

    /// <summary>The length-delimited fields of one protobuf message; numbers are skipped.</summary>
    private static List<(int Field, ReadOnlyMemory<byte> Bytes)> Children(ReadOnlyMemory<byte> message)
    {
        var children = new List<(int, ReadOnlyMemory<byte>)>();
        for (int at = 0; at < message.Length;)
        {
            int tag = (int)Number(message.Span, ref at);
            switch (tag & 7)
            {
                case 0: Number(message.Span, ref at); break;
                case 1: at += 8; break;
                case 5: at += 4; break;
                default:
                    int length = (int)Number(message.Span, ref at);
                    children.Add((tag >> 3, message.Slice(at, length)));
                    at += length;
                    break;
            }
        }

        return children;
    }

    private static ulong Number(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = bytes[at++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
