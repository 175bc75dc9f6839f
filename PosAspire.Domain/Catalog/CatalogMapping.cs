using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Catalog;

internal sealed class CategoryMapping : IEntityTypeConfiguration<Category>
{
    public void Configure(EntityTypeBuilder<Category> builder)
    {
        builder.ToTable("categories");
        builder.HasKey(category => category.Id);
        builder.HasIndex(category => category.Name).IsUnique();
        builder.Property(category => category.Version).IsConcurrencyToken();
    }
}

internal sealed class ProductMapping : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("products");
        builder.HasKey(product => product.Id);
        builder.HasIndex(product => product.Sku).IsUnique();
        builder.HasIndex(product => product.CategoryId);
        builder.Property(product => product.Version).IsConcurrencyToken();
        builder.Property(product => product.ChangedIn).HasColumnType("xid8").ValueGeneratedOnAddOrUpdate();
        builder.HasIndex(product => product.ChangedIn);
        builder.HasOne<Category>().WithMany().HasForeignKey(product => product.CategoryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProductBarcodeMapping : IEntityTypeConfiguration<ProductBarcode>
{
    public void Configure(EntityTypeBuilder<ProductBarcode> builder)
    {
        builder.ToTable("product_barcodes");
        builder.HasKey(barcode => new { barcode.Gtin, barcode.ProductId });
        builder.HasIndex(barcode => barcode.ProductId);
        builder.Property(barcode => barcode.Unit).AsText();
        builder.HasOne<Product>().WithMany().HasForeignKey(barcode => barcode.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class PriceListMapping : IEntityTypeConfiguration<PriceList>
{
    public void Configure(EntityTypeBuilder<PriceList> builder)
    {
        builder.ToTable("price_lists");
        builder.HasKey(list => list.Id);
        builder.HasAlternateKey(list => new { list.Id, list.Currency });
        builder.HasIndex(list => list.Code).IsUnique();
    }
}

internal sealed class ProductPriceMapping : IEntityTypeConfiguration<ProductPrice>
{
    public void Configure(EntityTypeBuilder<ProductPrice> builder)
    {
        builder.ToTable("product_prices");
        builder.HasKey(price => new { price.PriceListId, price.ProductId });
        builder.HasIndex(price => price.ProductId);
        builder.HasOne<PriceList>().WithMany().HasForeignKey(price => price.PriceListId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Product>().WithMany().HasForeignKey(price => price.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class MenuItemMapping : IEntityTypeConfiguration<MenuItem>
{
    public void Configure(EntityTypeBuilder<MenuItem> builder)
    {
        builder.ToTable("menu_items");
        builder.HasKey(item => item.ProductId);
        builder.HasOne<Product>().WithOne().HasForeignKey<MenuItem>(item => item.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
