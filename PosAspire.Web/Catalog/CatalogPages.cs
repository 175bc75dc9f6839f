using PosAspire.Web.Catalog.Imports;
using PosAspire.Web.Frame.Office;

namespace PosAspire.Web.Catalog;

/// <summary>Products and their pictures, and catalogue files.</summary>
public static class CatalogPages
{
    public static void MapCatalog(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/images/{id:guid}/{hash}", Pictures.Show);
        var office = pages.MapGroup("/office").RequireAuthorization().AddEndpointFilter<OfficeDoor>();
        office.MapGet("/products", ProductList.Show);
        office.MapPost("/products", EditProduct.Add);
        office.MapGet("/products/new", EditProduct.New);
        office.MapGet("/products/{id:guid}", EditProduct.Show);
        office.MapPost("/products/{id:guid}", EditProduct.Save);
        office.MapPost("/products/{id:guid}/image", ProductParts.SetImage);
        office.MapPost("/products/{id:guid}/image/remove", ProductParts.RemoveImage);
        office.MapPost("/products/{id:guid}/policy", ProductParts.SetPolicy);
        office.MapGet("/import", ImportPages.List);
        office.MapPost("/import", ImportPages.Send);
        office.MapGet("/import/sample.csv", ImportPages.Sample);
        office.MapGet("/import/{id:guid}", ImportPages.One);
        office.MapGet("/import/{id:guid}/report.csv", ImportPages.Report);
    }
}
