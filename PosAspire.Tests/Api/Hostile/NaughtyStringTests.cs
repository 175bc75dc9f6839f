using System.Net;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Hostile;

/// <summary>Strings that have broken other programs, in every place of every endpoint that takes a text.</summary>
public sealed class NaughtyStringTests(ApiHost api) : IClassFixture<ApiHost>
{
    private static readonly ParallelOptions Together = new() { MaxDegreeOfParallelism = Attacker.AtOnce };

    /// <summary>Each place gets every so manieth string, another share than the place before it, so that each string comes by often.</summary>
    private const int Share = 9;

    [Fact]
    public Task In_addresses_they_find_something_or_nothing_and_break_nothing() => InAddressesAsync(Share);

    [Fact]
    public Task In_bodies_they_are_taken_or_refused_and_break_nothing() => InBodiesAsync(Share);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task All_of_them_in_every_place_break_nothing()
    {
        await InAddressesAsync(share: 1);
        await InBodiesAsync(share: 1);
    }

    private async Task InAddressesAsync(int share)
    {
        using var attacker = new Attacker(api);
        var places = (await ApiMap.ReadAsync(api)).SelectMany(operation => operation.PathParameters.Concat(operation.QueryParameters).Select(name => (operation, name)));
        var requests = from place in places.Index()
                       from text in Part(place.Index, share)
                       where text.Length > 0 || place.Item.operation.QueryParameters.Contains(place.Item.name)
                       select (place.Item.operation, place.Item.name, text);
        await Parallel.ForEachAsync(requests, Together, async (place, _) =>
        {
            var (operation, name, text) = place;
            var request = await attacker.RequestAsync(operation, operation.Example is { } body ? Attacker.Json(body.DeepClone()) : null, new Dictionary<string, string> { [name] = text });
            await attacker.SendAsync(operation, request, $"{name}={text}");
        });
    }

    private async Task InBodiesAsync(int share)
    {
        using var attacker = new Attacker(api);
        var places = (await ApiMap.ReadAsync(api)).Where(operation => operation.Example is not null)
            .SelectMany(operation => Texts(operation.Example!, "$").Select(path => (operation, path)));
        // Passwords are slow to check on purpose; their endpoints get a share at all times.
        var requests = from place in places.Index()
                       from text in Part(place.Index, place.Item.operation.Path.Contains("/auth/", StringComparison.Ordinal) ? Share * 2 : share)
                       select (place.Item.operation, place.Item.path, text);
        await Parallel.ForEachAsync(requests, Together, async (place, _) =>
        {
            var (operation, path, text) = place;
            var body = operation.Example!.DeepClone().AsObject();
            Set(body, path, text);
            await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Json(body)), $"{path}={text}");
        });
    }

    private static IEnumerable<string> Part(int place, int share) => Vectors.NaughtyStrings.Where((_, index) => (index + place) % share == 0);

    [Fact]
    public async Task As_keys_they_are_keys_or_refused()
    {
        using var attacker = new Attacker(api);
        var operation = (await ApiMap.ReadAsync(api)).First(operation => operation is { Path: "/api/v1/orders", Method: "POST" });
        foreach (var text in Vectors.NaughtyStrings.Where(text => text.All(letter => letter is >= ' ' and < (char)127)))
        {
            var (status, code) = await attacker.SendAsync(operation, await attacker.RequestAsync(operation, Attacker.Json(operation.Example), key: text), $"key {text}");
            // A blank inside, or nothing at all, is no key; a till that trims would send another one the second time.
            if (text.Trim().Length is 0 or > 255 || text.Trim().Contains(' ', StringComparison.Ordinal))
                Assert.Equal((HttpStatusCode.BadRequest, "idempotency.key_missing"), (status, code));
            else
                Assert.True(status == HttpStatusCode.Created || code == "inventory.out_of_stock", $"{text} → {code}");
        }
    }

    /// <summary>Where texts stand in a body: <c>$.lines.0.barcode</c>.</summary>
    private static IEnumerable<string> Texts(JsonNode node, string path) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Value is null ? [] : Texts(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, index) => item is null ? [] : Texts(item, $"{path}.{index}")),
        JsonValue value when value.TryGetValue<string>(out _) => [path],
        _ => [],
    };

    private static void Set(JsonNode body, string path, string text)
    {
        var steps = path.Split('.')[1..];
        foreach (var step in steps[..^1])
            body = body is JsonArray array ? array[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : body[step]!;
        if (body is JsonArray last)
            last[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = text;
        else
            body[steps[^1]] = text;
    }
}
