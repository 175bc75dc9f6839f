using System.Net.Http.Json;
using PosAspire.Tests.ServiceDefaults.Probe;
using PosAspire.Tests.ServiceDefaults.Telemetry;

namespace PosAspire.Tests.ServiceDefaults.Masking;

/// <summary>Secrets go in on every way there is; none may come out on any: console, files, error bodies, OTLP.</summary>
public class CanaryTests
{
    private static readonly string[] s_queryNames = ["password", "token", "access_token", "api_key", "apiKey", "pin", "client_secret", "sig", "key", "email"];

    private static readonly string[] s_headers = ["Authorization", "Proxy-Authorization", "Cookie", "X-Api-Key", "Stripe-Signature", "X-Auth-Token"];

    // {0} is a canary of letters and digits.
    private static readonly string[] s_texts =
    [
        "Bearer {0}", "eyJhbGciOiJIUzI1NiJ9.{0}.c2ln", "sk_live_{0}", "rk_test_{0}", "whsec_{0}", "https://api.telegram.org/bot123456:{0}/sendMessage",
        "https://hooks.slack.com/services/T1/B1/{0}", "https://discord.com/api/webhooks/1/{0}", "postgres://shop:{0}@db/posdb", "Host=db;Password={0} x;Database=y",
        "redis://:{0}@cache:6379", "{{\"password\":\"{0}\"}}", "{{\\\"refreshToken\\\":\\\"{0}\\\"}}", "AKIA{0}", "Cookie: session={0}; a=b", "{0}@example.com",
        "-----BEGIN PRIVATE KEY-----\n{0}\n-----END PRIVATE KEY-----", "pin: {0}", "https://{0}@sentry.example/1", "licenseNumber={0}",
    ];

    private static readonly string[] s_numbers = ["4242 4242 4242 4242", "5555555555554444", "3782-822463-10005", "+62 812-3456-7890"];

    [Fact]
    public async Task No_secret_reaches_any_sink()
    {
        string[] named = [.. s_queryNames.Concat(s_headers).Select(Canary)];
        string[] texts = [.. s_texts.Select(Canary)];
        Assert.Equal(40, named.Length + texts.Length + s_numbers.Length);
        await using OtlpReceiver collector = await OtlpReceiver.StartAsync();
        using ProbeProcess probe = await ProbeProcess.StartAsync(
            "--ENVIRONMENT=production", "--LOG_LEVEL=DEBUG", "--SHUTDOWN_DELAY=0", $"--OTEL_EXPORTER_OTLP_ENDPOINT={collector.Address}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf");
        string answers = "";
        foreach (string text in s_texts.Select(text => string.Format(null, text, Canary(text))).Concat(s_numbers))
        {
            answers += await FailAsync(probe, text);
            answers += await SayAsync(probe, text);
        }

        probe.Terminate();
        Assert.Equal(0, await probe.ExitAsync());
        string files = string.Concat(probe.Folder.GetFiles("*.log", SearchOption.AllDirectories).Select(file => File.ReadAllText(file.FullName)));
        (string Name, string Content)[] sinks = [("console", string.Join('\n', probe.Lines)), ("files", files), ("answers", answers), ("OTLP", collector.Everything)];
        Assert.All(sinks, sink => Assert.NotEmpty(sink.Content));
        string[] hits = [.. from sink in sinks from secret in named.Concat(texts).Concat(s_numbers) where sink.Content.Contains(secret, StringComparison.OrdinalIgnoreCase) select $"{secret} in {sink.Name}"];
        Assert.Empty(hits);
        Assert.Contains("***MASKED***", files, StringComparison.Ordinal);
    }

    private static string Canary(string way)
        => "CNRY" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(way)))[..16];

    private static async Task<string> FailAsync(ProbeProcess probe, string text)
    {
        string query = string.Concat(s_queryNames.Select(name => $"&{name}={Canary(name)}"));
        return await (await probe.Client.GetAsync("/fail?text=" + Uri.EscapeDataString(text) + query)).Content.ReadAsStringAsync();
    }

    private static async Task<string> SayAsync(ProbeProcess probe, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/say")
        {
            Content = JsonContent.Create(new ProbeLine(text, Canary("password"), Canary("token"), Canary("pin"), "4242 4242 4242 4242", Canary("email"))),
        };
        foreach (string header in s_headers)
        {
            request.Headers.TryAddWithoutValidation(header, Canary(header));
        }

        return await (await probe.Client.SendAsync(request)).Content.ReadAsStringAsync();
    }
}
