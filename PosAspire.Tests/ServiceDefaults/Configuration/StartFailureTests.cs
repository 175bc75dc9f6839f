using System.Net;
using System.Net.Sockets;
using PosAspire.Tests.ServiceDefaults.Probe;

namespace PosAspire.Tests.ServiceDefaults.Configuration;

public class StartFailureTests
{
    [Theory]
    [InlineData("--DATABASE_URL=postgres://u:geheim@db:99999/x", "DATABASE_URL has a port that is not a number from 1 to 65535.")]
    [InlineData("--LOG_LEVEL=loud", "LOG_LEVEL must be one of DEBUG, INFO, WARN, ERROR, not \"loud\".")]
    [InlineData("--LOG_DIRECTORY=/proc/nowhere", "LOG_DIRECTORY is \"/proc/nowhere\", which cannot be written:")]
    [InlineData("--Probe:Count=11", "Probe:Count: must be from 1 to 10.")]
    [InlineData("--Probe:Count=many", "Probe cannot be read:")]
    [InlineData("--Probe:Colour=red", "Probe cannot be read:")]
    public async Task A_bad_setting_ends_the_process_with_one_sentence(string setting, string sentence)
    {
        using ProbeProcess probe = ProbeProcess.Begin(setting);
        Assert.Equal(1, await probe.ExitAsync());
        Assert.StartsWith(sentence, probe.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(" at PosAspire", probe.Errors + string.Join('\n', probe.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", probe.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_ends_the_process_with_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using ProbeProcess probe = ProbeProcess.Begin($"--urls=http://127.0.0.1:{port}");
        Assert.Equal(1, await probe.ExitAsync());
        Assert.Equal($"Failed to bind to address http://127.0.0.1:{port}: address already in use. Stop the program that holds the port or choose another one.", probe.Errors);
    }
}
