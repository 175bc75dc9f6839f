using System.Net;
using System.Text.Json.Nodes;

namespace PosAspire.Tests.Api.Catalog;

public sealed class CategoryAndChoiceTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task A_category_is_added_renamed_and_deleted_while_nothing_stands_in_it()
    {
        using var manager = await api.SignedInAsync("manager");
        var made = await manager.OkAsync(HttpMethod.Post, "/api/v1/categories", new { name = "Mezcal", position = 3, translations = new[] { new { language = "id", name = "Meskal" } } });
        var address = $"/api/v1/categories/{made["id"]}";
        Assert.Equal("Meskal", (string?)(await manager.OkAsync(HttpMethod.Get, address))["translations"]![0]!["name"]);
        Assert.Equal(2, (int)(await manager.OkAsync(HttpMethod.Put, address, new { name = "Mezcales", position = 3, version = 1 }))["version"]!);
        await (await manager.SendJsonAsync(HttpMethod.Put, address, new { name = "Late", position = 3, version = 1 })).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        await (await manager.SendJsonAsync(HttpMethod.Post, "/api/v1/categories", new { name = "Mezcales", position = 1 })).ProblemAsync(HttpStatusCode.Conflict, "catalog.category_taken");
        await (await manager.SendJsonAsync(HttpMethod.Post, "/api/v1/categories", new { name = "", position = 1 })).ProblemAsync(HttpStatusCode.BadRequest, "catalog.invalid_category");
        await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product("CAT-1", (Guid)made["id"]!));
        await (await manager.SendJsonAsync(HttpMethod.Delete, address)).ProblemAsync(HttpStatusCode.Conflict, "catalog.category_in_use");
        var empty = await manager.CategoryAsync("Nothing in it");
        await manager.OkAsync(HttpMethod.Delete, $"/api/v1/categories/{empty}");
        await (await manager.GetAsync($"/api/v1/categories/{empty}")).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_category");
    }

    [Fact]
    public async Task Categories_are_read_page_by_page()
    {
        using var till = await api.SignedInAsync();
        List<string> names = [];
        string? after = null;
        do
        {
            var page = await till.OkAsync(HttpMethod.Get, $"/api/v1/categories?limit=20{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            names.AddRange(page["items"]!.AsArray().Select(item => (string)item!["name"]!));
            after = (string?)page["next"];
        }
        while (after is not null);
        Assert.True(names.Count >= 55);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public async Task A_group_of_choices_keeps_its_choices_when_they_change_places_and_names()
    {
        using var manager = await api.SignedInAsync("manager");
        var made = await manager.OkAsync(HttpMethod.Post, "/api/v1/modifier-groups", Group("Sambal", null, Choice("Hijau"), Choice("Matah", 5_000)));
        var address = $"/api/v1/modifier-groups/{made["id"]}";
        var (green, matah) = ((string)made["modifiers"]![0]!["id"]!, (string)made["modifiers"]![1]!["id"]!);
        // Two names change places, one choice goes and one comes.
        var changed = await manager.OkAsync(HttpMethod.Put, address, Group("Sambal", 1, Choice("Hijau", 7_000, matah), Choice("Matah", 0, green), Choice("Bawang")));
        Assert.Equal((2, 3), ((int)changed["version"]!, changed["modifiers"]!.AsArray().Count));
        Assert.Equal((matah, "Hijau", 7_000), ((string?)changed["modifiers"]![0]!["id"], (string?)changed["modifiers"]![0]!["name"], (int)changed["modifiers"]![0]!["prices"]![0]!["priceMinor"]!));
        await (await manager.SendJsonAsync(HttpMethod.Put, address, Group("Sambal", 1, Choice("Hijau")))).ProblemAsync(HttpStatusCode.Conflict, "request.version_conflict");
        await (await manager.SendJsonAsync(HttpMethod.Put, address, Group("Sambal", 2, Choice("X", 0, $"{Guid.NewGuid()}")))).ProblemAsync(HttpStatusCode.BadRequest, "catalog.invalid_modifier_group");
        await (await manager.SendJsonAsync(HttpMethod.Post, "/api/v1/modifier-groups", Group("Sambal", null, Choice("Hijau")))).ProblemAsync(HttpStatusCode.Conflict, "catalog.modifier_group_taken");
        await manager.OkAsync(HttpMethod.Delete, address);
        await (await manager.GetAsync(address)).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_modifier_group");
    }

    [Fact]
    public async Task A_group_that_dishes_are_offered_with_stays()
    {
        using var manager = await api.SignedInAsync("manager");
        var groups = (await manager.OkAsync(HttpMethod.Get, "/api/v1/modifier-groups?limit=100"))["items"]!.AsArray();
        var doneness = groups.Single(group => (string?)group!["name"] == "Tingkat kematangan")!;
        Assert.Equal((1, 1, 5), ((int)doneness["minChoices"]!, (int)doneness["maxChoices"]!, doneness["modifiers"]!.AsArray().Count));
        await (await manager.SendJsonAsync(HttpMethod.Delete, $"/api/v1/modifier-groups/{doneness["id"]}")).ProblemAsync(HttpStatusCode.Conflict, "catalog.modifier_group_in_use");
    }

    private static JsonObject Group(string name, int? version, params JsonObject[] modifiers) =>
        new() { ["name"] = name, ["minChoices"] = 0, ["maxChoices"] = 2, ["modifiers"] = new JsonArray(modifiers), ["version"] = version };

    private static JsonObject Choice(string name, long price = 0, string? id = null) =>
        new() { ["name"] = name, ["id"] = id, ["prices"] = new JsonArray(new JsonObject { ["priceList"] = "steak-kenangan", ["priceMinor"] = price }) };
}
