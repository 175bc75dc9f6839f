using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Inventory;

internal sealed class StockLevelMapping : IEntityTypeConfiguration<StockLevel>
{
    public void Configure(EntityTypeBuilder<StockLevel> builder)
    {
        builder.ToTable("stock_levels");
        builder.HasKey(level => new { level.LocationId, level.ProductId });
        builder.HasIndex(level => level.ProductId);
        builder.HasIndex(level => level.LocationId).HasFilter("(reorder_point IS NOT NULL)");
        builder.Property(level => level.Version).IsConcurrencyToken();
        builder.Property(level => level.Policy).AsText();
        builder.HasOne<Product>().WithMany().HasForeignKey(level => level.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StockMovementMapping : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("stock_movements");
        builder.HasKey(movement => new { movement.LocationId, movement.Id });
        builder.HasIndex(movement => new { movement.LocationId, movement.ProductId });
        builder.Property(movement => movement.Reason).AsText();
        builder.HasOne<StockLevel>().WithMany()
            .HasForeignKey(movement => new { movement.LocationId, movement.ProductId })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
