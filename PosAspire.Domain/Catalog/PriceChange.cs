using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Catalog;

/// <summary>Who or what changed a price.</summary>
public enum PriceChangeSource
{
    Person,
    Import,
}

/// <summary>One change of a price, so that an owner sees who changed what and when. Never changed, never deleted.</summary>
public sealed class PriceChange
{
    private PriceChange()
    {
    }

    /// <summary>Time-ordered.</summary>
    public Guid Id { get; private set; }

    public Guid PriceListId { get; private set; }

    public Guid ProductId { get; private set; }

    /// <summary>Minor units; null when the list did not sell it before.</summary>
    public long? BeforeMinor { get; private set; }

    /// <summary>Minor units; null when the list does not sell it any more.</summary>
    public long? AfterMinor { get; private set; }

    public PriceChangeSource Source { get; private set; }

    public Guid? ActorId { get; private set; }

    public DateTime At { get; private set; }
}

internal sealed class PriceChangeMapping : IEntityTypeConfiguration<PriceChange>
{
    public void Configure(EntityTypeBuilder<PriceChange> builder)
    {
        builder.ToTable("price_changes");
        builder.HasKey(change => change.Id);
        builder.HasIndex(change => new { change.ProductId, change.Id });
        builder.HasIndex(change => change.PriceListId);
        builder.Property(change => change.Source).AsText();
        builder.HasOne<PriceList>().WithMany().HasForeignKey(change => change.PriceListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Product>().WithMany().HasForeignKey(change => change.ProductId).OnDelete(DeleteBehavior.Restrict);
    }
}
