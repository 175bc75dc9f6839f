using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using PosAspire.Tests.Support;

namespace PosAspire.Tests.Api.Catalog.Images;

public sealed class ProductImageTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    public async Task A_picture_is_served_to_everyone_and_kept_for_ever(string kind, string type)
    {
        using var manager = await api.SignedInAsync("manager");
        var sheet = await ProductAsync(manager, $"IMG-{kind}");
        var hash = (string)(await SetAsync(manager, sheet, Pictures.Of(kind)))["hash"]!;
        Assert.Equal(hash, (string?)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}"))["imageHash"]);

        using var guest = api.Anonymous();
        using var picture = await guest.GetAsync($"/api/v1/public/images/{sheet["id"]}/{hash}");
        Assert.Equal((type, "public, max-age=31536000, immutable"), (picture.Content.Headers.ContentType?.MediaType, picture.Headers.CacheControl?.ToString()));
        Assert.Equal(Pictures.Of(kind), await picture.Content.ReadAsByteArrayAsync());
        Assert.Equal(1, (int)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}"))["version"]!);
    }

    [Fact]
    public async Task Another_picture_has_another_address_and_none_has_none()
    {
        using var manager = await api.SignedInAsync("manager");
        var sheet = await ProductAsync(manager, "IMG-2");
        var first = (string)(await SetAsync(manager, sheet, Pictures.Of("png")))["hash"]!;
        var second = (string)(await SetAsync(manager, sheet, Pictures.Of("jpeg")))["hash"]!;
        await (await manager.GetAsync($"/api/v1/public/images/{sheet["id"]}/{first}")).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_image");
        await manager.OkAsync(HttpMethod.Delete, $"/api/v1/products/{sheet["id"]}/image");
        await (await manager.GetAsync($"/api/v1/public/images/{sheet["id"]}/{second}")).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_image");
        Assert.Null((string?)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}"))["imageHash"]);
        Assert.Equal(
            ["product.image_removed", "product.image_set", "product.image_set"],
            await api.Database.LinesAsync($"SELECT action FROM audit_entries WHERE subject_id = '{sheet["id"]}' AND action LIKE '%image%' ORDER BY action"));
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_changes_nothing()
    {
        using var manager = await api.SignedInAsync("manager");
        var sheet = await ProductAsync(manager, "IMG-3");
        foreach (var bytes in (byte[][])[[], "<svg onload=alert(1)>"u8.ToArray(), Pictures.Of("png")[..20], Pictures.Of("jpeg")[..8], Pictures.Png(100_000, 4)])
            await (await PutAsync(manager, sheet, bytes)).ProblemAsync(HttpStatusCode.BadRequest, "catalog.invalid_image");
        await (await PutAsync(manager, sheet, [.. Pictures.Of("png"), .. new byte[1024 * 1024]])).ProblemAsync(HttpStatusCode.BadRequest, "catalog.image_too_large");
        await (await manager.PutAsync($"/api/v1/products/{Guid.NewGuid()}/image", new ByteArrayContent([]))).ProblemAsync(HttpStatusCode.NotFound, "catalog.unknown_product");
        Assert.Null((string?)(await manager.OkAsync(HttpMethod.Get, $"/api/v1/products/{sheet["id"]}"))["imageHash"]);
    }

    private static async Task<JsonObject> ProductAsync(HttpClient manager, string sku) =>
        await manager.OkAsync(HttpMethod.Post, "/api/v1/products", Shelf.Product(sku, await manager.CategoryAsync($"Shelf of {sku}")));

    private static async Task<JsonObject> SetAsync(HttpClient manager, JsonObject sheet, byte[] bytes)
    {
        using var answer = await PutAsync(manager, sheet, bytes);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    // What it says it is does not matter.
    private static Task<HttpResponseMessage> PutAsync(HttpClient manager, JsonObject sheet, byte[] bytes) =>
        manager.PutAsync($"/api/v1/products/{sheet["id"]}/image", new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/html") } });
}
