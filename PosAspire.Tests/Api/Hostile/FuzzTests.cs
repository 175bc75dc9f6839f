using System.Globalization;
using System.Net;
using PosAspire.Tests.Support;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>
/// Random requests over the OpenAPI document: no server error, no stack trace, no status that the document does not declare.
/// <c>POS_FUZZ_SEED</c> repeats a run, <c>POS_FUZZ_REQUESTS</c> sets how many (goals.md: 100,000 in a drill).
/// </summary>
public sealed class FuzzTests(ApiHost api, ITestOutputHelper output) : IClassFixture<ApiHost>
{
    private const int Requests = 2_000;
    private const int MaxTold = 20;

    [Fact]
    public async Task No_request_breaks_the_api_or_gets_an_answer_that_the_document_does_not_know()
    {
        var seed = Number("POS_FUZZ_SEED") ?? DateTime.UtcNow.Ticks;
        var count = Number("POS_FUZZ_REQUESTS") ?? Requests;
        output.WriteLine($"POS_FUZZ_SEED={seed} POS_FUZZ_REQUESTS={count}");
        var operations = await ApiMap.ReadAsync(api);
        var known = await KnownAsync();
        foreach (var role in new[] { "admin", "kitchen", "server" })
            await api.TokenAsync(role);

        using var attacker = new Attacker(api);
        var dice = new Dice((ulong)seed);
        var seen = new HashSet<(Operation Operation, HttpStatusCode Status)>();
        List<string> broken = [];
        for (var sent = 0; sent < count; sent++)
        {
            var operation = dice.Pick(operations);
            var what = $"request {sent} of POS_FUZZ_SEED={seed}";
            try
            {
                seen.Add((operation, await SendAsync(attacker, operation, dice, known, what)));
            }
            catch (XunitException failure)
            {
                broken.Add(failure.Message);
            }
        }

        Report(operations, seen);
        Assert.True(broken.Count == 0, $"{broken.Count} requests; the first:\n{string.Join('\n', broken.Take(MaxTold))}");
        Assert.True(seen.Select(answer => answer.Operation).Distinct().Count() == operations.Count || count < Requests, "Not every endpoint was asked.");
    }

    private static async Task<HttpStatusCode> SendAsync(Attacker attacker, Operation operation, Dice dice, IReadOnlyList<string> known, string what)
    {
        // Whoever signs out does it for himself: the others' requests go on.
        var role = operation.Path.EndsWith("/logout", StringComparison.Ordinal) ? "server" : dice.Roll(10) switch { 0 => null, 1 => "kitchen", _ => "admin" };
        var parameters = operation.PathParameters.Concat(operation.QueryParameters.Where(_ => dice.Chance(60)))
            .Where(_ => dice.Chance(85)).ToDictionary(name => name, name => Parameter(name, dice, known));
        // A path without its parameter is another address.
        foreach (var name in operation.PathParameters.Where(name => parameters.GetValueOrDefault(name)?.Length == 0))
            parameters[name] = "0";
        var body = operation.Example is null ? null : Attacker.Raw(Mutations.Body(operation.Example, dice), dice.Chance(97) ? "application/json" : "text/plain");
        var request = await attacker.RequestAsync(operation, body, parameters, dice.Chance(20) ? "again" : null, role);
        return (await attacker.SendAsync(operation, request, what)).Status;
    }

    private static string Parameter(string name, Dice dice, IReadOnlyList<string> known) => name switch
    {
        "location" when dice.Chance(70) => dice.Pick(["LIQ1", "STK1"]),
        "limit" when dice.Chance(70) => dice.Roll(120).ToString(CultureInfo.InvariantCulture),
        _ when dice.Chance(60) => dice.Pick(known),
        _ => Mutations.Text(dice),
    };

    /// <summary>Ids and codes that mean something here; people's are not among them, so that nobody is locked out.</summary>
    private async Task<IReadOnlyList<string>> KnownAsync() =>
    [
        "000400203940", "LIQ1", "STK1", "2026-11-22", "completed", "averna", "en", "text", "escpos",
        .. await api.Database.LinesAsync("(SELECT id::text FROM products LIMIT 5) UNION ALL (SELECT id::text FROM categories LIMIT 3) UNION ALL (SELECT id::text FROM registers LIMIT 3)"),
    ];

    private void Report(IReadOnlyList<Operation> operations, HashSet<(Operation Operation, HttpStatusCode Status)> seen)
    {
        var declared = operations.SelectMany(operation => operation.Statuses.Where(status => status < 500).Select(status => (operation, (HttpStatusCode)status))).ToList();
        output.WriteLine($"{declared.Count(seen.Contains)} of {declared.Count} declared answers were seen; not seen:");
        foreach (var group in declared.Where(pair => !seen.Contains(pair)).GroupBy(pair => pair.operation))
            output.WriteLine($"  {group.Key}: {string.Join(' ', group.Select(pair => (int)pair.Item2))}");
    }

    private static long? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
