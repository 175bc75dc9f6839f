using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Catalog;

/// <summary>The picture of a product; it has one at most.</summary>
public sealed class ProductImage
{
    /// <summary>Largest picture in bytes: a guest's phone loads a menu of them.</summary>
    public const int MaxBytes = 1024 * 1024;

    private ProductImage()
    {
    }

    public Guid ProductId { get; private set; }

    /// <summary>First 16 bytes of the content's SHA-256, in hex; part of the address, so another picture has another address.</summary>
    public string Hash { get; private set; } = "";

    public string MediaType { get; private set; } = "";

    public byte[] Content { get; private set; } = [];

    public DateTime ChangedAt { get; private set; }
}

internal sealed class ProductImageMapping : IEntityTypeConfiguration<ProductImage>
{
    public void Configure(EntityTypeBuilder<ProductImage> builder)
    {
        builder.ToTable("product_images");
        builder.HasKey(image => image.ProductId);
        builder.HasOne<Product>().WithOne().HasForeignKey<ProductImage>(image => image.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
