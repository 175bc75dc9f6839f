using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Catalog;

internal sealed class ProductTranslationMapping : IEntityTypeConfiguration<ProductTranslation>
{
    public void Configure(EntityTypeBuilder<ProductTranslation> builder)
    {
        builder.ToTable("product_translations");
        builder.HasKey(text => new { text.ProductId, text.Language });
        builder.HasOne<Product>().WithMany().HasForeignKey(text => text.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CategoryTranslationMapping : IEntityTypeConfiguration<CategoryTranslation>
{
    public void Configure(EntityTypeBuilder<CategoryTranslation> builder)
    {
        builder.ToTable("category_translations");
        builder.HasKey(text => new { text.CategoryId, text.Language });
        builder.HasOne<Category>().WithMany().HasForeignKey(text => text.CategoryId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ModifierGroupTranslationMapping : IEntityTypeConfiguration<ModifierGroupTranslation>
{
    public void Configure(EntityTypeBuilder<ModifierGroupTranslation> builder)
    {
        builder.ToTable("modifier_group_translations");
        builder.HasKey(text => new { text.GroupId, text.Language });
        builder.HasOne<ModifierGroup>().WithMany().HasForeignKey(text => text.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ModifierTranslationMapping : IEntityTypeConfiguration<ModifierTranslation>
{
    public void Configure(EntityTypeBuilder<ModifierTranslation> builder)
    {
        builder.ToTable("modifier_translations");
        builder.HasKey(text => new { text.ModifierId, text.Language });
        builder.HasOne<Modifier>().WithMany().HasForeignKey(text => text.ModifierId).OnDelete(DeleteBehavior.Cascade);
    }
}
