using PosAspire.Api.Catalog.Categories;
using PosAspire.Api.Catalog.Images;
using PosAspire.Api.Catalog.Imports;
using PosAspire.Api.Catalog.Modifiers;
using PosAspire.Api.Catalog.Products;
using PosAspire.Api.Catalog.Shelf;
using PosAspire.Api.Catalog.Snapshot;
using PosAspire.Api.Identity;
using PosAspire.Api.Shared;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Identity;
using PosAspire.Domain.Sales;
using PosAspire.Domain.Shared;

namespace PosAspire.Api.Catalog;

internal static class CatalogApi
{
    public static void AddCatalog(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ProductSearch>();
        builder.Services.AddSingleton<ShelfOrder>();
        builder.Services.AddSingleton(services => new ProductFinder(services.GetRequiredService<CatalogSnapshot>(), services.GetRequiredService<ProductSearch>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<ProductSearch>());
    }

    public static void MapCatalog(this IEndpointRouteBuilder api)
    {
        api = api.MapGroup("").WithTags("Catalog");
        api.MapGet("/products/by-barcode/{code}", ProductsByBarcode.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."), CatalogErrors.UnknownBarcode("00012345678905"), SalesErrors.UnknownLocation("LIQ9"))
            .WithSummary("What a scan stands for, as the scanner sent it; several products may share a number");
        api.MapGet("/products/search", SearchProducts.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(CatalogErrors.InvalidSearch(SearchProducts.MaxQueryLength), SharedErrors.InvalidLimit(Paging.MaxLimit), SalesErrors.UnknownLocation("LIQ9"))
            .WithSummary("Products by words of name, brand, size, category or number; typing mistakes are forgiven");
        api.MapGet("/products/shelf", ReadShelf.HandleAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit), SalesErrors.UnknownLocation("LIQ9"))
            .WithSummary("Products to choose from without typing: what a shop sells most comes first");
        api.MapGet("/price-lists", ListPriceLists.HandleAsync).RequireAuthorization(Policies.Staff).Everywhere()
            .WithSummary("The price lists and the shops that sell from them");
        api.MapProducts();
        api.MapImages();
        api.MapImports();
        api.MapCategories();
        api.MapModifierGroups();
    }

    private static void MapProducts(this IEndpointRouteBuilder api)
    {
        PosError[] refusals =
        [
            CatalogErrors.InvalidProduct("Its name does not have 1 to 200 characters."), CatalogErrors.InvalidBarcode("Its check digit is wrong, so a digit was misread."),
            CatalogErrors.SkuTaken("64250"), CatalogErrors.UnknownCategory(Guid.Empty), CatalogErrors.UnknownModifierGroup, CatalogErrors.UnknownPriceList("iowa"),
            IdentityErrors.OtherLocation("LIQ2"),
        ];
        api.MapGet("/products", ReadProducts.ListAsync).RequireAuthorization(Policies.Staff).AtLocation(LocationFrom.Query).ReadsParameters()
            .Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit), CatalogErrors.InvalidSearch(SearchProducts.MaxQueryLength), SalesErrors.UnknownLocation("LIQ9"))
            .WithSummary("The catalogue page by page, of one shop or whole; with q the best matches, out of sale or not");
        api.MapGet("/products/{id:guid}", ReadProducts.OneAsync).RequireAuthorization(Policies.Staff).Everywhere().Refuses(CatalogErrors.UnknownProduct(Guid.Empty))
            .WithSummary("Everything about a product");
        api.MapGet("/products/{id:guid}/price-changes", PriceHistory.HandleAsync).RequireAuthorization(Policies.Manage).Everywhere().ReadsParameters()
            .Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("Who changed a price and when, in the shops one manages");
        api.MapPost("/products", SaveProduct.AddAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Body).ReadsJson().Refuses(refusals)
            .WithSummary("Add a product with its barcodes and prices");
        api.MapPut("/products/{id:guid}", SaveProduct.ChangeAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson().Refuses(refusals)
            .Refuses(CatalogErrors.UnknownProduct(Guid.Empty), SharedErrors.VersionConflict)
            .WithSummary("Change a product, all of it");
        api.MapDelete("/products/{id:guid}", RemoveProduct.HandleAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(CatalogErrors.UnknownProduct(Guid.Empty), IdentityErrors.OtherLocation("LIQ2"))
            .WithSummary("Take a product out of sale");
    }

    private static void MapImages(this IEndpointRouteBuilder api)
    {
        PosError[] refusals = [CatalogErrors.UnknownProduct(Guid.Empty), IdentityErrors.OtherLocation("LIQ2")];
        api.MapPut("/products/{id:guid}/image", ProductImages.SetAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .ReadsBytes(ProductImage.MaxBytes).Refuses(refusals).Refuses(CatalogErrors.InvalidImage, CatalogErrors.ImageTooLarge)
            .WithSummary("Give a product a picture: the body is a PNG, JPEG or WebP file of at most 1 MB");
        api.MapDelete("/products/{id:guid}/image", ProductImages.RemoveAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).Refuses(refusals)
            .WithSummary("Take a product's picture away");
        api.MapGet("/public/images/{productId}/{hash}", PublicImage.HandleAsync).AllowAnonymous().Refuses(CatalogErrors.UnknownImage)
            .Produces(StatusCodes.Status200OK, contentType: "image/png", additionalContentTypes: ["image/jpeg", "image/webp"])
            .WithSummary("A product's picture, for everyone, to be kept for ever");
    }

    private static void MapCategories(this IEndpointRouteBuilder api)
    {
        PosError[] refusals = [CatalogErrors.InvalidCategory("Its place on the menu is below 1."), CatalogErrors.CategoryTaken("Gins")];
        api.MapGet("/categories", ReadCategories.ListAsync).RequireAuthorization(Policies.Staff).Everywhere().ReadsParameters().Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("The categories page by page");
        api.MapGet("/categories/{id:guid}", ReadCategories.OneAsync).RequireAuthorization(Policies.Staff).Everywhere().Refuses(CatalogErrors.UnknownCategory(Guid.Empty))
            .WithSummary("One category with its names in other languages");
        api.MapPost("/categories", SaveCategory.AddAsync).RequireAuthorization(Policies.Manage).Everywhere().ReadsJson().Refuses(refusals)
            .WithSummary("Add a category");
        api.MapPut("/categories/{id:guid}", SaveCategory.ChangeAsync).RequireAuthorization(Policies.Manage).Everywhere().ReadsJson().Refuses(refusals)
            .Refuses(CatalogErrors.UnknownCategory(Guid.Empty), SharedErrors.VersionConflict)
            .WithSummary("Change a category");
        api.MapDelete("/categories/{id:guid}", SaveCategory.DeleteAsync).RequireAuthorization(Policies.Manage).Everywhere().Refuses(CatalogErrors.CategoryInUse)
            .WithSummary("Delete a category that nothing stands in");
    }

    private static void MapModifierGroups(this IEndpointRouteBuilder api)
    {
        PosError[] refusals =
        [
            CatalogErrors.InvalidModifierGroup("Two choices have the same name."), CatalogErrors.ModifierGroupTaken("Doneness"), CatalogErrors.UnknownPriceList("iowa"),
            IdentityErrors.OtherLocation("STK2"),
        ];
        api.MapGet("/modifier-groups", ReadModifierGroups.ListAsync).RequireAuthorization(Policies.Staff).Everywhere().ReadsParameters().Refuses(SharedErrors.InvalidLimit(Paging.MaxLimit))
            .WithSummary("The groups of choices page by page");
        api.MapGet("/modifier-groups/{id:guid}", ReadModifierGroups.OneAsync).RequireAuthorization(Policies.Staff).Everywhere().Refuses(CatalogErrors.UnknownModifierGroup)
            .WithSummary("One group of choices with its prices");
        api.MapPost("/modifier-groups", SaveModifierGroup.AddAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Body).ReadsJson().Refuses(refusals)
            .WithSummary("Add a group of choices");
        api.MapPut("/modifier-groups/{id:guid}", SaveModifierGroup.ChangeAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource).ReadsJson().Refuses(refusals)
            .Refuses(CatalogErrors.UnknownModifierGroup, SharedErrors.VersionConflict)
            .WithSummary("Change a group of choices, all of it");
        api.MapDelete("/modifier-groups/{id:guid}", SaveModifierGroup.DeleteAsync).RequireAuthorization(Policies.Manage).AtLocation(LocationFrom.Resource)
            .Refuses(CatalogErrors.ModifierGroupInUse, IdentityErrors.OtherLocation("STK2"))
            .WithSummary("Delete a group of choices that nothing is offered with");
    }
}
