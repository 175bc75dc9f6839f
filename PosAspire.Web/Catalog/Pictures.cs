using PosAspire.Web.Frame;

namespace PosAspire.Web.Catalog;

/// <summary>Hands on the pictures of products, so that a page loads them from its own address.</summary>
public static class Pictures
{
    public static Task<IResult> Show(Guid id, string hash, HttpContext http, ShopApi api, CancellationToken stop) => api.Relay($"/api/v1/public/images/{id}/{Uri.EscapeDataString(hash)}", http, stop);
}
