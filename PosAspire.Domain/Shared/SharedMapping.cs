using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PosAspire.Domain.Catalog;
using PosAspire.Domain.Database;

namespace PosAspire.Domain.Shared;

internal sealed class LocationMapping : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("locations");
        builder.HasKey(location => location.Id);
        builder.HasIndex(location => location.Code).IsUnique();
        builder.Property(location => location.Profile).AsText();
        builder.Property(location => location.DayCutover).HasColumnType("time without time zone");
        builder.Property(location => location.ServiceRate).HasPrecision(7, 6);
        builder.Property(location => location.ServiceBase).AsText();
        builder.Property(location => location.ServiceRounding).AsText();
        builder.Property(location => location.CashRounding).AsText();
        builder.Property(location => location.Version).IsConcurrencyToken();
        builder.HasMany(location => location.Taxes).WithOne().HasForeignKey(tax => tax.LocationId);
        builder.HasIndex(location => new { location.PriceListId, location.Currency });
        // By list and currency: a shop cannot be given a list in another currency.
        builder.HasOne<PriceList>().WithMany()
            .HasForeignKey(location => new { location.PriceListId, location.Currency })
            .HasPrincipalKey(list => new { list.Id, list.Currency })
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LocationTaxMapping : IEntityTypeConfiguration<LocationTax>
{
    public void Configure(EntityTypeBuilder<LocationTax> builder)
    {
        builder.ToTable("location_taxes");
        builder.HasKey(tax => new { tax.LocationId, tax.Position });
        builder.Property(tax => tax.Rate).HasPrecision(7, 6);
        builder.Property(tax => tax.Base).AsText();
        builder.Property(tax => tax.Rounding).AsText();
        builder.Property(tax => tax.Scope).AsText();
        // A tax without its categories would fall on everything: whoever reads taxes reads these too.
        builder.Navigation(tax => tax.Categories).AutoInclude();
        builder.HasMany(tax => tax.Categories).WithOne().HasForeignKey(named => new { named.LocationId, named.Position });
    }
}

internal sealed class LocationTaxCategoryMapping : IEntityTypeConfiguration<LocationTaxCategory>
{
    public void Configure(EntityTypeBuilder<LocationTaxCategory> builder)
    {
        builder.ToTable("location_tax_categories");
        builder.HasKey(named => new { named.LocationId, named.Position, named.CategoryId });
        builder.HasIndex(named => named.CategoryId);
        builder.HasOne<Category>().WithMany().HasForeignKey(named => named.CategoryId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_records");
        builder.HasKey(record => new { record.LocationId, record.Key });
    }
}
