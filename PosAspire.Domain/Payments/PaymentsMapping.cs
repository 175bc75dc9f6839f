using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using PosAspire.Domain.Database;
using PosAspire.Domain.Payments.Steps;
using PosAspire.Domain.Sales;

namespace PosAspire.Domain.Payments;

internal sealed class PaymentMapping : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("payments");
        builder.HasKey(payment => new { payment.LocationId, payment.OrderId, payment.Id });
        builder.Property(payment => payment.Type).AsText();
        builder.Property(payment => payment.Status).AsText();
        builder.Property(payment => payment.Wanted).AsText();
        builder.Property(payment => payment.Asking).HasConversion(new ValueConverter<PaymentVerb, string>(verb => EnumText.Of(verb), word => EnumText.Parse<PaymentVerb>(word))).HasColumnType("text");
        builder.Property(payment => payment.Version).IsConcurrencyToken();
        builder.HasIndex(payment => payment.Id).IsUnique().HasFilter("(provider IS NOT NULL)");
        builder.HasIndex(payment => new { payment.LocationId, payment.OrderId, payment.Key }).IsUnique().HasFilter("(key IS NOT NULL)");
        builder.HasIndex(payment => new { payment.Provider, payment.ProviderRef }).IsUnique().HasFilter("(provider_ref IS NOT NULL)");
        builder.HasIndex(payment => new { payment.LocationId, payment.AcceptedAt }).HasFilter("(accepted_at IS NOT NULL)");
        builder.HasIndex(payment => payment.NextReadAt).HasFilter("(next_read_at IS NOT NULL)");
        builder.HasOne<Order>().WithMany().HasForeignKey(payment => new { payment.LocationId, payment.OrderId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PaymentCaseMapping : IEntityTypeConfiguration<PaymentCase>
{
    public void Configure(EntityTypeBuilder<PaymentCase> builder)
    {
        builder.ToTable("payment_cases");
        builder.HasKey(found => new { found.LocationId, found.Id });
        builder.Property(found => found.Kind).AsText();
        builder.HasIndex(found => new { found.PaymentId, found.Kind }).IsUnique().HasFilter("(resolved_at IS NULL)");
    }
}

internal sealed class ProviderEventMapping : IEntityTypeConfiguration<ProviderEvent>
{
    public void Configure(EntityTypeBuilder<ProviderEvent> builder)
    {
        builder.ToTable("provider_events");
        builder.HasKey(told => new { told.Provider, told.EventId });
        builder.Property(told => told.Payload).HasColumnType("jsonb");
        builder.HasIndex(told => told.ReceivedAt).HasFilter("(handled_at IS NULL)");
    }
}
