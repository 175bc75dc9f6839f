using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PosAspire.Domain.Catalog;

internal sealed class ModifierGroupMapping : IEntityTypeConfiguration<ModifierGroup>
{
    public void Configure(EntityTypeBuilder<ModifierGroup> builder)
    {
        builder.ToTable("modifier_groups");
        builder.HasKey(group => group.Id);
        builder.HasIndex(group => group.Name).IsUnique();
        builder.Property(group => group.Version).IsConcurrencyToken();
    }
}

internal sealed class ModifierMapping : IEntityTypeConfiguration<Modifier>
{
    public void Configure(EntityTypeBuilder<Modifier> builder)
    {
        builder.ToTable("modifiers");
        builder.HasKey(modifier => modifier.Id);
        builder.HasIndex(modifier => new { modifier.GroupId, modifier.Name }).IsUnique();
        builder.HasOne<ModifierGroup>().WithMany().HasForeignKey(modifier => modifier.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ModifierPriceMapping : IEntityTypeConfiguration<ModifierPrice>
{
    public void Configure(EntityTypeBuilder<ModifierPrice> builder)
    {
        builder.ToTable("modifier_prices");
        builder.HasKey(price => new { price.PriceListId, price.ModifierId });
        builder.HasIndex(price => price.ModifierId);
        builder.HasOne<PriceList>().WithMany().HasForeignKey(price => price.PriceListId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Modifier>().WithMany().HasForeignKey(price => price.ModifierId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ProductModifierGroupMapping : IEntityTypeConfiguration<ProductModifierGroup>
{
    public void Configure(EntityTypeBuilder<ProductModifierGroup> builder)
    {
        builder.ToTable("product_modifier_groups");
        builder.HasKey(link => new { link.ProductId, link.GroupId });
        builder.HasIndex(link => link.GroupId);
        builder.HasOne<Product>().WithMany().HasForeignKey(link => link.ProductId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<ModifierGroup>().WithMany().HasForeignKey(link => link.GroupId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class CatalogStateMapping : IEntityTypeConfiguration<CatalogState>
{
    public void Configure(EntityTypeBuilder<CatalogState> builder)
    {
        builder.ToTable("catalog_state");
        builder.HasKey(state => state.Id);
        builder.Property(state => state.ChangedBy).HasColumnType("xid8");
    }
}
