using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Processes;

namespace PosAspire.Tests.StandIns.Processes;

public sealed class TcpProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpProxy _proxy = TcpProxy.Start(0);
    private readonly List<TcpListener> _servers = [];

    [Fact]
    public async Task Connections_go_to_the_targets_in_turn_and_past_one_that_is_gone()
    {
        var ports = new[] { Serve(Answer("a")), Serve(Answer("b")), Serve(Answer("c")) };
        _proxy.SetTargets(ports);
        var answers = await AskAsync(9);
        Assert.All("abc", name => Assert.Equal(3, answers.Count(answer => answer == $"{name}")));

        _servers[1].Stop();
        answers = await AskAsync(9);
        Assert.DoesNotContain("b", answers);
        Assert.Contains("a", answers);
        Assert.Contains("c", answers);
    }

    [Fact]
    public async Task A_connection_waits_for_a_target_that_is_still_starting()
    {
        using var client = await ConnectAsync();
        var answer = ReadAllAsync(client);
        await Task.Delay(300);
        Assert.False(answer.IsCompleted);

        _proxy.SetTargets([Serve(Answer("late"))]);

        Assert.Equal("late", await answer.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_connection_that_nobody_takes_is_closed_after_the_hold_time()
    {
        using var client = await ConnectAsync();
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal("", await ReadAllAsync(client).WaitAsync(Patience));

        var waited = TimeProvider.System.GetElapsedTime(started);
        Assert.InRange(waited, TcpProxy.HoldTime - TimeSpan.FromSeconds(0.5), TcpProxy.HoldTime + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Who_is_done_sending_still_hears_the_answer()
    {
        _proxy.SetTargets([Serve(async socket =>
        {
            var question = await ReadAllAsync(socket);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"heard {question}"));
        })]);
        using var client = await ConnectAsync();

        await client.SendAsync("hello"u8.ToArray());
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal("heard hello", await ReadAllAsync(client).WaitAsync(Patience));
    }

    [Fact]
    public async Task Ten_megabytes_each_way_arrive_as_they_were()
    {
        var data = RandomNumberGenerator.GetBytes(10_000_000);
        _proxy.SetTargets([Serve(async socket =>
        {
            using var stream = new NetworkStream(socket);
            await stream.CopyToAsync(stream);
        })]);
        using var client = await ConnectAsync();
        using var received = new MemoryStream();
        using var stream = new NetworkStream(client);

        var reading = stream.CopyToAsync(received);
        await stream.WriteAsync(data);
        client.Shutdown(SocketShutdown.Send);
        await reading.WaitAsync(Patience);

        Assert.True(data.AsSpan().SequenceEqual(received.ToArray()));
    }

    [Fact]
    public async Task A_target_that_dies_ends_its_connections_and_a_client_that_dies_frees_the_target()
    {
        var gone = new TaskCompletionSource();
        _proxy.SetTargets([Serve(async socket =>
        {
            await socket.SendAsync("x"u8.ToArray());
            gone.SetResult();
            socket.LingerState = new LingerOption(true, 0);
        })]);
        // The reset may overtake the byte, or the connection itself; either way the client hears the end.
        var heard = await Record.ExceptionAsync(async () => await ReadAllAsync(await ConnectAsync()).WaitAsync(Patience));
        Assert.IsNotType<TimeoutException>(heard);
        await gone.Task.WaitAsync(Patience);

        var freed = new TaskCompletionSource();
        _proxy.SetTargets([Serve(async socket =>
        {
            await Record.ExceptionAsync(() => ReadAllAsync(socket));
            freed.SetResult();
        })]);
        using (var leaving = await ConnectAsync())
        {
            leaving.LingerState = new LingerOption(true, 0);
        }

        await freed.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_port_answers_on_both_loopback_addresses()
    {
        _proxy.SetTargets([Serve(Answer("a"))]);
        using var client = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);

        await client.ConnectAsync(IPAddress.IPv6Loopback, _proxy.Port);

        Assert.Equal("a", await ReadAllAsync(client).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_taken_port_is_a_sentence_and_a_freed_one_can_be_had_again()
    {
        var port = _proxy.Port;
        var exception = Assert.Throws<InvalidOperationException>(() => TcpProxy.Start(port));
        Assert.Equal($"Port {port} is taken by another program. Stop that program, or choose other ports.", exception.Message);

        await _proxy.DisposeAsync();
        await using var next = TcpProxy.Start(port);
        Assert.Equal(port, next.Port);
    }

    public async ValueTask DisposeAsync()
    {
        _servers.ForEach(server => server.Dispose());
        await _proxy.DisposeAsync();
    }

    private static Func<Socket, Task> Answer(string text) => async socket => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private int Serve(Func<Socket, Task> serve)
    {
        var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        _servers.Add(server);
        _ = AcceptAsync();
        return ((IPEndPoint)server.LocalEndpoint).Port;

        async Task AcceptAsync()
        {
            while (true)
            {
                using var socket = await server.AcceptSocketAsync();
                await serve(socket);
            }
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        return client;
    }

    private async Task<List<string>> AskAsync(int times)
    {
        var answers = new List<string>();
        for (var time = 0; time < times; time++)
        {
            using var client = await ConnectAsync();
            answers.Add(await ReadAllAsync(client).WaitAsync(Patience));
        }

        return answers;
    }

    private static async Task<string> ReadAllAsync(Socket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[256];
        for (int read; (read = await socket.ReceiveAsync(buffer.AsMemory())) > 0;)
        {
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
